// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_DESCRIPTOR_H
#define PLUGINARY_CONFINEMENT_DESCRIPTOR_H

#include <unistd.h>
#include <utility>

namespace pluginary {

/// Owns a file descriptor, or none (negative).
class Descriptor {
public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor()
  {
    if (number_ >= 0) close(number_);
  }

  int number() const noexcept { return number_; }
  bool isOpen() const noexcept { return number_ >= 0; }

private:
  int number_;
};

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_DESCRIPTOR_H
