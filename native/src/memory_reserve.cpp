// SPDX-License-Identifier: GPL-3.0-or-later

#include "memory_reserve.h"

#if !defined(_WIN32)
#  include <sys/mman.h>
#endif

namespace pluginary {

#if defined(_WIN32)

MemoryReserve::MemoryReserve() noexcept = default;
MemoryReserve::~MemoryReserve() = default;

#else

namespace {

/// Most answers need a hundredth of this.  It counts towards the limit of private
/// memory, and is never touched.
constexpr std::size_t SIZE = std::size_t{64} * 1024 * 1024;

} // namespace

MemoryReserve::MemoryReserve() noexcept
{
  void* start = mmap(nullptr, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start != MAP_FAILED) start_ = start;
}

MemoryReserve::~MemoryReserve()
{
  if (start_ != nullptr) munmap(start_, SIZE);
}

#endif

} // namespace pluginary
