// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_SYSTEM_FAILURE_H
#define PLUGINARY_CONFINEMENT_SYSTEM_FAILURE_H

#include "failure.h"

#include <cerrno>
#include <string>
#include <system_error>

namespace pluginary {

/// Throws the attempt with the system's error text.
[[noreturn]] inline void failConfinement(const std::string& attempt, int error = errno)
{
  throw Failure(PLUGINARY_SYSTEM_ERROR,
                "Cannot " + attempt + ": " + std::generic_category().message(error));
}

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_SYSTEM_FAILURE_H
