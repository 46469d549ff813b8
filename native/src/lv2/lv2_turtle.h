// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_TURTLE_H
#define PLUGINARY_LV2_TURTLE_H

#include <cstdint>
#include <set>
#include <string>

namespace pluginary {

/// The result of checkTurtle().
struct TurtleFile {
  std::set<std::string> plugins; ///< URIs that the file declares to be LV2 plugins
  std::uintmax_t bytes;          ///< Its size
};

/// Reads a Turtle file without keeping what it says, to know that lilv can:
/// lilv prints its errors and goes on with half a file, and what is nested too
/// deep takes the whole process with it.
///
/// Throws Failure with the file and the line of the mistake, and for a file that
/// is too large.
TurtleFile checkTurtle(const std::string& path, std::uintmax_t maximumBytes);

} // namespace pluginary

#endif // PLUGINARY_LV2_TURTLE_H
