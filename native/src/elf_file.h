// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_ELF_FILE_H
#define PLUGINARY_ELF_FILE_H

#include <cstdint>

namespace pluginary {

/// Whether an open file is an ELF file that is shorter than its own header says,
/// as after a broken download.  The dynamic linker would map it anyway and crash
/// with SIGBUS.
bool isCutShort(int descriptor, std::uint64_t fileSize);

} // namespace pluginary

#endif // PLUGINARY_ELF_FILE_H
