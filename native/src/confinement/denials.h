// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_DENIALS_H
#define PLUGINARY_CONFINEMENT_DENIALS_H

#include <string>

namespace pluginary {

/// Appends each denied system call to a file from now on, one line with its
/// name and first arguments, so that people learn which right a plugin lacked.
/// Also makes the calls that the filter has observed, and appends what the kernel
/// refuses to them (refusals.h).  Survives a crash.  Serves a filter that traps;
/// throws Failure.
///
/// A plugin can also write to the file, so it is a hint and never a proof.
void recordDenials(const std::string& path);

/// The descriptor of that file, negative while nothing is recorded.
int denialsDescriptor() noexcept;

/// Forgets everything recorded so far.
void forgetDenials();

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_DENIALS_H
