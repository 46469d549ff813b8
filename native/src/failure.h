// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_FAILURE_H
#define PLUGINARY_FAILURE_H

#include "pluginary.h"

#include <stdexcept>
#include <string>

namespace pluginary {

/// Thrown inside the shim: a status for programs with a message for people.
/// The C ABI boundary turns it into a return value and the last error.
class Failure : public std::runtime_error {
public:
  Failure(PluginaryStatus status, const std::string& message)
    : std::runtime_error(message), status_(status)
  {
  }

  PluginaryStatus status() const noexcept { return status_; }

private:
  PluginaryStatus status_;
};

} // namespace pluginary

#endif // PLUGINARY_FAILURE_H
