// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_LIMITS_H
#define PLUGINARY_LV2_LIMITS_H

#include "failure.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace pluginary {

/// Anyone can write Turtle files; beyond these limits they are wrong or hostile.
/// The largest known file of a plugin has a quarter of a megabyte.
constexpr std::uintmax_t MAXIMUM_TURTLE_BYTES = 32 * 1024 * 1024;

/// Every manifest is read before the first plugin is known, so each bundle delays
/// all others.
constexpr std::uintmax_t MAXIMUM_MANIFEST_BYTES = 8 * 1024 * 1024;
constexpr std::uintmax_t MAXIMUM_MANIFEST_BYTES_IN_ALL = 64 * 1024 * 1024;

/// serd reads nested `[ ]` and `( )` by recursion, some 400 bytes of stack for
/// each level.
constexpr int MAXIMUM_TURTLE_NESTING = 256;

/// Each takes some 200 bytes of memory, together with its nodes.
constexpr std::size_t MAXIMUM_TURTLE_STATEMENTS = 2'000'000;

constexpr std::size_t MAXIMUM_LV2_PLUGINS = 10'000;
constexpr std::size_t MAXIMUM_LV2_PORTS = 200'000;
constexpr std::size_t MAXIMUM_LV2_SCALE_POINTS = 100'000;

/// Copies of one plugin in this many bundles are no longer an accident; each
/// needs a world of its own.
constexpr std::size_t MAXIMUM_LV2_WORLDS = 64;

/// Throws Failure when a plugin exceeds a limit.
inline void checkLimit(std::size_t count, std::size_t limit, const char* things)
{
  if (count > limit) {
    throw Failure(PLUGINARY_INVALID_METADATA, "Has more than " + std::to_string(limit) + " " + things);
  }
}

} // namespace pluginary

#endif // PLUGINARY_LV2_LIMITS_H
