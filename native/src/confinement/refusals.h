// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_REFUSALS_H
#define PLUGINARY_CONFINEMENT_REFUSALS_H

#include "note.h"
#include "observed_call.h"

namespace pluginary {

/// Writes what the kernel refused to a call that the filter allows: `open PATH`,
/// `write PATH` or `create PATH` for a file, `memory BYTES` for memory.  Leaves the
/// note empty for any other failure, among them a file that this user could not
/// use without the confinement.
///
/// Async-signal-safe.
void noteRefusal(const SystemCallAttempt& attempt, long result, Note& note) noexcept;

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_REFUSALS_H
