// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_LIMITS_H
#define PLUGINARY_CLAP_LIMITS_H

#include "failure.h"

#include <cstdint>
#include <string>

namespace pluginary::clap {

/// Plugins return counts of things; beyond these they are wrong or hostile.
/// A plugin within them fits the longest message of the protocol.
constexpr std::uint32_t MAXIMUM_PLUGINS = 10'000;
constexpr std::uint32_t MAXIMUM_FEATURES = 1'000;
constexpr std::uint32_t MAXIMUM_PORTS = 1'000;
constexpr std::uint32_t MAXIMUM_CHANNELS = 1'024;
constexpr std::uint32_t MAXIMUM_PARAMETERS = 200'000;
constexpr std::uint32_t MAXIMUM_PRESET_PROVIDERS = 1'000;
constexpr std::uint32_t MAXIMUM_PRESET_LOCATIONS = 10'000;
constexpr std::uint32_t MAXIMUM_PRESET_FILE_TYPES = 1'000;
constexpr std::uint32_t MAXIMUM_PRESETS_IN_FILE = 100'000;
constexpr std::uint32_t MAXIMUM_PRESET_TEXTS = 1'000; ///< Plugins, creators or features of one preset

/// A longer list than this is really a range, of which only the bounds are kept.
constexpr std::int64_t MAXIMUM_SCALE_STEPS = 1'023;

/// A count that a plugin reported.  Throws Failure when it is above `limit`.
inline std::uint32_t checkedCount(std::uint32_t count, std::uint32_t limit, const char* things)
{
  if (count > limit) {
    throw Failure(PLUGINARY_INVALID_METADATA,
                  "The plugin claims " + std::to_string(count) + " " + things + ", more than " +
                    std::to_string(limit));
  }
  return count;
}

} // namespace pluginary::clap

#endif // PLUGINARY_CLAP_LIMITS_H
