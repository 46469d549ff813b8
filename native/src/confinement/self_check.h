// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_SELF_CHECK_H
#define PLUGINARY_CONFINEMENT_SELF_CHECK_H

#include "confinement.h"
#include "all_threads.h"
#include "descriptors.h"

namespace pluginary {

/// The applied layers, whose effect has to be verified.
struct AppliedLayers {
  int landlockAbi; ///< 0 for none
  bool seccomp;
  bool capabilities;
  bool limits;
  bool descriptors;

  /// The names in the report.
  std::vector<std::string> names() const;
};

/// Attempts forbidden actions on every thread.  None of the attempts
/// does anything when it succeeds.  Throws Failure for the first that is not
/// denied: no plugin may be loaded then.
void checkConfinement(const AllThreads& threads, const ForeignDescriptors& descriptors, const AppliedLayers& layers,
                      const ConfinementRequest& request);

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_SELF_CHECK_H
