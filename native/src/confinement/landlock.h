// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_LANDLOCK_H
#define PLUGINARY_CONFINEMENT_LANDLOCK_H

#include "confinement.h"
#include "descriptor.h"

namespace pluginary {

/// The version of the kernel's Landlock, at most `maximum`; 0 without Landlock.
int landlockAbi(int maximum);

/// Rules that limit this process to certain files from now on.
class LandlockRuleset {
public:
  /// Describes the rules to the kernel without applying them.  Paths that do not exist
  /// are skipped.  Throws Failure.
  LandlockRuleset(const ConfinementRequest& request, int abi);

  /// Applies the rules to this thread and those that it will start.
  /// Async-signal-safe.  Returns 0 or an errno.
  int restrictThisThread() const noexcept;

private:
  Descriptor ruleset_;
};

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_LANDLOCK_H
