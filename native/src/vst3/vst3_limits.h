// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_LIMITS_H
#define PLUGINARY_VST3_LIMITS_H

#include "failure.h"

#include <pluginterfaces/base/ftypes.h>

#include <algorithm>
#include <string>

namespace pluginary {

/// Plugins return counts of things; beyond these they are wrong or hostile.
/// A plugin within them fits the longest message of the protocol.
constexpr Steinberg::int32 MAXIMUM_CLASSES = 10'000;
constexpr Steinberg::int32 MAXIMUM_BUSES = 1'000;
constexpr Steinberg::int32 MAXIMUM_CHANNELS = 1'024;
constexpr Steinberg::int32 MAXIMUM_PARAMETERS = 200'000;
constexpr Steinberg::int32 MAXIMUM_UNITS = 10'000;
constexpr Steinberg::int32 MAXIMUM_PROGRAMS = 200'000;

/// A longer list than this is really a range, of which only the bounds are kept.
constexpr Steinberg::int32 MAXIMUM_SCALE_STEPS = 1'024;

/// A count that a plugin reported; 0 if it is negative.  Throws Failure when it is
/// above `limit`.
inline Steinberg::int32 checkedCount(Steinberg::int32 count, Steinberg::int32 limit, const char* things)
{
  if (count > limit) {
    throw Failure(PLUGINARY_INVALID_METADATA,
                  "The plugin claims " + std::to_string(count) + " " + things + ", more than " +
                    std::to_string(limit));
  }
  return std::max(count, Steinberg::int32{0});
}

} // namespace pluginary

#endif // PLUGINARY_VST3_LIMITS_H
