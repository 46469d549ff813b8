// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_RESOURCE_LIMITS_H
#define PLUGINARY_CONFINEMENT_RESOURCE_LIMITS_H

namespace pluginary {

/// Bounds what this process may use up, for good: raising a limit again takes a
/// capability.  Throws Failure.
void applyResourceLimits();

/// Bounds private memory alone, which protects the machine and its user's other
/// programs rather than secrets.  Throws Failure.
void boundMemory();

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_RESOURCE_LIMITS_H
