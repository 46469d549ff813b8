// SPDX-License-Identifier: GPL-3.0-or-later

#include "elf_file.h"

#if defined(__linux__)
#  include <cstring>
#  include <link.h>
#  include <unistd.h>
#endif

namespace pluginary {

#if defined(__linux__)

namespace {

template <typename Structure>
bool readAt(int descriptor, std::uint64_t offset, Structure& structure)
{
  return pread(descriptor, &structure, sizeof structure, static_cast<off_t>(offset)) ==
    static_cast<ssize_t>(sizeof structure);
}

} // namespace

bool isCutShort(int descriptor, std::uint64_t fileSize)
{
  ElfW(Ehdr) header;
  if (!readAt(descriptor, 0, header)) return false; // The linker itself refuses such a file
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_phentsize != sizeof(ElfW(Phdr))) return false;

  for (unsigned i = 0; i < header.e_phnum; ++i) {
    ElfW(Phdr) segment;
    if (!readAt(descriptor, header.e_phoff + i * sizeof segment, segment)) return true;
    if (segment.p_type != PT_LOAD) continue;
    if (segment.p_filesz > fileSize || segment.p_offset > fileSize - segment.p_filesz) return true;
  }
  return false;
}

#else

bool isCutShort(int, std::uint64_t)
{
  return false;
}

#endif

} // namespace pluginary
