// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_MEMORY_RESERVE_H
#define PLUGINARY_MEMORY_RESERVE_H

#include <cstddef>

namespace pluginary {

/// Memory that nobody uses, held while code of a plugin runs.  When that has
/// taken all that the process may have, what is given back at the end lets the
/// worker say so; without it the JavaScript engine would be the one to fail.
class MemoryReserve {
public:
  MemoryReserve() noexcept;
  MemoryReserve(const MemoryReserve&) = delete;
  MemoryReserve& operator=(const MemoryReserve&) = delete;
  ~MemoryReserve();

private:
  void* start_ = nullptr; ///< Null when the allocation failed
};

} // namespace pluginary

#endif // PLUGINARY_MEMORY_RESERVE_H
