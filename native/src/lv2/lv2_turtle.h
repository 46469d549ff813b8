// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_TURTLE_H
#define PLUGINARY_LV2_TURTLE_H

#include <serd/serd.h>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace pluginary {

/// The result of reading a Turtle file.
struct TurtleFile {
  std::set<std::string> plugins; ///< URIs that the file declares to be LV2 plugins
  std::uintmax_t bytes;          ///< Its size
};

/// A part of a statement, with its URI written out.
struct TurtleTerm {
  SerdType type; ///< A URI, a blank node or a literal
  std::string_view text;
};

/// A statement; its texts live as long as the call that gets it.
struct TurtleStatement {
  TurtleTerm subject;
  TurtleTerm predicate;
  TurtleTerm object;
  std::string_view datatype; ///< Of a literal, or empty
  std::string_view language; ///< Of a literal, or empty
};

/// The receiver of a file's statements.
struct TurtleTarget {
  std::string base;        ///< URI that relative ones refer to
  std::string blankPrefix; ///< Keeps the file's blank nodes apart from those of others
  std::function<void(const TurtleStatement&)> take;

  /// Longer strings are read as empty, which takes a tenth of the time.
  std::size_t longestString = std::string::npos;
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
