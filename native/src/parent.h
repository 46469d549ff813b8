// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_PARENT_H
#define PLUGINARY_PARENT_H

#include <cstdint>

namespace pluginary {

/// Ties this process's life to its parent's.  Ends the process when the parent
/// is already dead; throws Failure when the system refuses.
void dieWithParent(std::int64_t parentPid);

} // namespace pluginary

#endif // PLUGINARY_PARENT_H
