// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_TURTLE_H
#define PLUGINARY_LV2_TURTLE_H

#include <serd/serd.h>

#include <cstdint>
#include <functional>
#include <set>
#include <string>

namespace pluginary {

/// The result of reading a Turtle file.
struct TurtleFile {
  std::set<std::string> plugins; ///< URIs that the file declares to be LV2 plugins
  std::uintmax_t bytes;          ///< Its size
};

/// A statement as serd reads it; the nodes live as long as the call that gets it.
struct TurtleStatement {
  const SerdNode& subject;
  const SerdNode& predicate;
  const SerdNode& object;
  const SerdNode* datatype; ///< Of a literal, or null
  const SerdNode* language; ///< Of a literal, or null
};

/// The receiver of a file's statements.
struct TurtleTarget {
  std::string base;        ///< URI that relative ones refer to
  std::string blankPrefix; ///< Keeps the file's blank nodes apart from those of others
  /// Takes a statement with the prefixes that are valid there; false if it cannot.
  std::function<bool(SerdEnv* names, const TurtleStatement&)> take;
};

/// Reads a Turtle file.  A file with a mistake is an error as a whole: the target
/// should forget the statements before it.  A file that is nested too deeply
/// would crash serd, so it is refused.
///
/// Throws Failure with the file and the line of the mistake, and for a file that
/// is too large.
TurtleFile readTurtle(const std::string& path, std::uintmax_t maximumBytes, const TurtleTarget& target);

/// Reads a text as if it were a file of that name.
TurtleFile readTurtleText(const std::string& name, const std::string& text, const TurtleTarget& target);

/// Reads a Turtle file as readTurtle() does, without keeping its contents.
TurtleFile checkTurtle(const std::string& path, std::uintmax_t maximumBytes);

} // namespace pluginary

#endif // PLUGINARY_LV2_TURTLE_H
