// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_TURTLE_H
#define PLUGINARY_LV2_TURTLE_H

#include <set>
#include <string>

namespace pluginary {

/// Reads a Turtle file without keeping what it says, to know that lilv can:
/// lilv prints its errors and goes on with half a file, and what is nested too
/// deep takes the whole process with it.
///
/// Returns the URIs that the file says are LV2 plugins.  Throws Failure with
/// the file and the line of what is wrong.
std::set<std::string> checkTurtle(const std::string& path);

} // namespace pluginary

#endif // PLUGINARY_LV2_TURTLE_H
