// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_TURTLE_H
#define PLUGINARY_LV2_TURTLE_H

#include <cstdint>
#include <set>
#include <string>

namespace pluginary {

/// What checkTurtle() learns of a file.
struct TurtleFile {
  std::set<std::string> plugins; ///< URIs of what it says are LV2 plugins
  std::uintmax_t bytes;          ///< Its size
};

/// Reads a Turtle file without keeping what it says, to know that lilv can:
/// lilv prints its errors and goes on with half a file, and what is nested too
/// deep takes the whole process with it.
///
/// Throws Failure with the file and the line of what is wrong, and for one that
/// has more bytes than it may.
TurtleFile checkTurtle(const std::string& path, std::uintmax_t maximumBytes);

} // namespace pluginary

#endif // PLUGINARY_LV2_TURTLE_H
