// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_NOTE_H
#define PLUGINARY_CONFINEMENT_NOTE_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <unistd.h>

namespace pluginary {

/// One line of a file, built without the C library, which a signal handler must
/// not use.  A line that would be cut is not written.
class Note {
public:
  void text(const char* text) noexcept
  {
    while (*text != '\0') character(*text++);
  }

  void number(std::uint64_t value) noexcept
  {
    std::array<char, 21> digits{};
    std::size_t at = digits.size() - 1;
    do {
      digits[--at] = static_cast<char>('0' + value % 10);
      value /= 10;
    } while (value != 0);
    text(digits.data() + at);
  }

  bool isEmpty() const noexcept { return size_ == 0; }

  const char* c_str() const noexcept { return bytes_.data(); }

  void writeTo(int descriptor) noexcept
  {
    if (isBroken_) return;
    bytes_[size_++] = '\n';
    // Nothing can be done about an error here
    [[maybe_unused]] const ssize_t written = write(descriptor, bytes_.data(), size_);
  }

private:
  /// A control character in a name could imitate another line.
  void character(char value) noexcept
  {
    constexpr unsigned char SPACE = ' ';
    const bool isControl = static_cast<unsigned char>(value) < SPACE;
    if (isControl || size_ >= bytes_.size() - 1) isBroken_ = true;
    else bytes_[size_++] = value;
  }

  std::array<char, 1100> bytes_{};
  std::size_t size_ = 0;
  bool isBroken_ = false;
};

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_NOTE_H
