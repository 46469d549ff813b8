// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_OBSERVED_CALL_H
#define PLUGINARY_CONFINEMENT_OBSERVED_CALL_H

#include <array>
#include <cstdint>

namespace pluginary {

/// A system call as its caller made it.
struct SystemCallAttempt {
  int number;
  std::array<std::uint64_t, 6> arguments;
};

/// Makes a system call at observedCaller(), where the filter does not stop it for
/// observation.  Returns the kernel's result: a negative errno on failure.
///
/// A plugin can find and use this function: it is spared the observation, nothing
/// else.  All denials are as anywhere.
long makeObservedCall(const SystemCallAttempt& attempt) noexcept;

/// The address that the filter sees for calls of makeObservedCall().
const void* observedCaller() noexcept;

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_OBSERVED_CALL_H
