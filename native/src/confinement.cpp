// SPDX-License-Identifier: GPL-3.0-or-later

#include "confinement.h"

#include "failure.h"

namespace pluginary {

std::string confine(std::string_view level)
{
  if (level == "require") {
    throw Failure(PLUGINARY_SYSTEM_ERROR, "Cannot confine the worker: this build has no confinement layers");
  }
  if (level != "auto" && level != "off") {
    throw Failure(PLUGINARY_INVALID_REQUEST, "Unknown confinement level \"" + std::string(level) + "\"");
  }
  return R"({"level":"none","layers":[]})";
}

} // namespace pluginary
