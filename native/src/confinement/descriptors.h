// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_DESCRIPTORS_H
#define PLUGINARY_CONFINEMENT_DESCRIPTORS_H

namespace pluginary {

/// Takes away the open descriptors that lead out of the confinement: Landlock
/// asks when a file is opened, never again.  Throws Failure.
void closeForeignDescriptors();

/// Whether one is open that can write to a file.  Needs no right to open
/// anything, so it can be asked when all else is in place.
bool hasForeignDescriptors();

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_DESCRIPTORS_H
