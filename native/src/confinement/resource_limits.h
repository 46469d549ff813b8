// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_RESOURCE_LIMITS_H
#define PLUGINARY_CONFINEMENT_RESOURCE_LIMITS_H

#include <cstdint>

namespace pluginary {

/// Limits the resources of this process permanently: raising a limit takes a
/// capability.  `memory` is the private memory in bytes, 0 for the usual 2 GiB.
/// Throws Failure.
void applyResourceLimits(std::uint64_t memory);

/// Limits private memory only, which protects the machine and its user's other
/// programs rather than secrets.  Throws Failure.
void boundMemory(std::uint64_t bytes);

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_RESOURCE_LIMITS_H
