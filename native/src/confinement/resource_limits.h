// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_RESOURCE_LIMITS_H
#define PLUGINARY_CONFINEMENT_RESOURCE_LIMITS_H

namespace pluginary {

/// Limits the resources of this process permanently: raising a limit takes a
/// capability.  Throws Failure.
void applyResourceLimits();

/// Limits private memory only, which protects the machine and its user's other
/// programs rather than secrets.  Throws Failure.
void boundMemory();

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_RESOURCE_LIMITS_H
