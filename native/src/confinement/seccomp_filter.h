// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_SECCOMP_FILTER_H
#define PLUGINARY_CONFINEMENT_SECCOMP_FILTER_H

#include "confinement.h"

namespace pluginary {

/// Whether this kernel has system call filters.
bool isSeccompAvailable();

/// Filters the system calls of every thread, for good.  Throws Failure.
void installSeccompFilter(const ConfinementRequest& request);

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_SECCOMP_FILTER_H
