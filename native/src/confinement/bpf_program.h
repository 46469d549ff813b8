// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_BPF_PROGRAM_H
#define PLUGINARY_CONFINEMENT_BPF_PROGRAM_H

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdexcept>
#include <utility>
#include <vector>

namespace pluginary {

/// Writes a seccomp filter, front to back (seccomp(2)).
///
/// The accumulator holds the last loaded value.  A block that is skipped leaves it
/// unchanged; a block that is entered ends in a return.
class BpfProgram {
public:
  void loadArchitecture() { load(offsetof(seccomp_data, arch)); }
  void loadCall() { load(offsetof(seccomp_data, nr)); }

  /// The lower half of an argument: all of it where the kernel takes an int.
  /// Both supported architectures are little-endian.
  void loadArgument(unsigned index) { load(argument(index)); }
  void loadUpperHalf(unsigned index) { load(argument(index) + 4); }

  /// The address after the instruction that made the call, in two halves.
  void loadCaller() { load(offsetof(seccomp_data, instruction_pointer)); }
  void loadUpperHalfOfCaller() { load(offsetof(seccomp_data, instruction_pointer) + 4); }

  void mask(std::uint32_t bits) { add(BPF_ALU | BPF_AND | BPF_K, bits); }

  void finish(std::uint32_t action) { add(BPF_RET | BPF_K, action); }

  template <typename Body>
  void ifEqual(std::uint32_t value, Body body)
  {
    skippingUnless(BPF_JEQ, value, body);
  }

  template <typename Body>
  void ifNotEqual(std::uint32_t value, Body body)
  {
    const std::size_t jump = skippingUnless(BPF_JEQ, value, body);
    std::swap(instructions_[jump].jt, instructions_[jump].jf);
  }

  template <typename Body>
  void ifAtLeast(std::uint32_t value, Body body)
  {
    skippingUnless(BPF_JGE, value, body);
  }

  template <typename Body>
  void ifAnyBit(std::uint32_t bits, Body body)
  {
    skippingUnless(BPF_JSET, bits, body);
  }

  /// Returns `action` when the accumulator is one of the values.
  void finishIfOneOf(std::initializer_list<std::uint32_t> values, std::uint32_t action)
  {
    for (const std::uint32_t value : values) ifEqual(value, [&] { finish(action); });
  }

  const std::vector<sock_filter>& instructions() const { return instructions_; }

private:
  static std::uint32_t argument(unsigned index)
  {
    return static_cast<std::uint32_t>(offsetof(seccomp_data, args) + index * sizeof(std::uint64_t));
  }

  void load(std::size_t offset) { add(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)); }

  void add(unsigned code, std::uint32_t value)
  {
    instructions_.push_back({static_cast<std::uint16_t>(code), 0, 0, value});
  }

  /// Returns the position of the jump over the body.
  template <typename Body>
  std::size_t skippingUnless(unsigned condition, std::uint32_t value, Body body)
  {
    const std::size_t jump = instructions_.size();
    add(BPF_JMP | condition | BPF_K, value);
    body();
    const std::size_t distance = instructions_.size() - jump - 1;
    if (distance > UINT8_MAX) throw std::length_error("A block of the filter is too long");
    instructions_[jump].jf = static_cast<std::uint8_t>(distance);
    return jump;
  }

  std::vector<sock_filter> instructions_;
};

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_BPF_PROGRAM_H
