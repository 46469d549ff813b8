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

/// Reads a Turtle file without keeping its contents, to make sure that lilv can read
/// it: lilv prints its errors and goes on with half a file, and a file that is nested
/// too deeply crashes the process.
///
/// Throws Failure with the file and the line of the mistake, and for a file that
/// is too large.
TurtleFile checkTurtle(const std::string& path, std::uintmax_t maximumBytes);

} // namespace pluginary

#endif // PLUGINARY_LV2_TURTLE_H
