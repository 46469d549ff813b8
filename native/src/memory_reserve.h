// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_MEMORY_RESERVE_H
#define PLUGINARY_MEMORY_RESERVE_H

#include <cstddef>

namespace pluginary {

/// Unused memory that is held while code of a plugin runs.  If the plugin uses up
/// the memory of the process, the reserve is released afterwards and lets the
/// worker report it; without it the JavaScript engine would fail.
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
