// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_GRAPH_H
#define PLUGINARY_LV2_GRAPH_H

#include "lv2_turtle.h"

#include <sord/sord.h>

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pluginary {

/// A node of a graph.  There is only one for each value, so equal nodes are the same
/// pointer.  It lives as long as its graph.
using Lv2Node = const SordNode*;

/// The statements of some Turtle files.
///
/// sord only keeps the nodes.  In its model, a statement is a leaf of four trees,
/// and finding its place in them took most of the time of a scan; here it is
/// appended to what is known about its subject, which is sorted when it is asked for.
class Lv2Graph {
public:
  Lv2Graph();
  Lv2Graph(const Lv2Graph&) = delete;
  Lv2Graph& operator=(const Lv2Graph&) = delete;

  /// Reads the manifest of a bundle, which checkTurtle() has accepted.
  void loadBundle(const std::string& folder);

  /// Reads the Turtle files that a resource names by rdfs:seeAlso, each once.
  /// Returns the reasons for those that could not be read, by file.
  std::map<std::string, std::string> loadFilesOf(Lv2Node resource);

  /// Reads a text as if it were a file of that URI.
  void loadText(const std::string& uri, const char* text);

  /// The node of a URI, created when it is new.
  Lv2Node uri(const std::string& text);

  /// Adds a statement.
  void add(Lv2Node subject, Lv2Node predicate, Lv2Node object);

  bool has(Lv2Node subject, Lv2Node predicate, Lv2Node object = nullptr) const;

  /// The objects of a subject's property, each once.
  std::vector<Lv2Node> objects(Lv2Node subject, Lv2Node predicate) const;

  /// The subjects that have a property of that value, each once.
  std::vector<Lv2Node> subjects(Lv2Node predicate, Lv2Node object) const;

  /// The first object in the order of their texts, or null.
  Lv2Node object(Lv2Node subject, Lv2Node predicate) const;

  /// The best text of a property; see isBetterText().
  std::optional<std::string> text(Lv2Node subject, Lv2Node predicate) const;

  /// Calls with predicate and object of every statement about a subject.
  template <typename Visit>
  void forEach(Lv2Node subject, Visit visit) const
  {
    for (const auto& [predicate, object] : about(subject)) visit(predicate, object);
  }

private:
  /// A predicate with its object, or with its subject.
  using Property = std::pair<Lv2Node, Lv2Node>;

  struct Subject {
    std::vector<Property> properties;
    bool isSorted = true;
  };

  struct Statement {
    Lv2Node subject;
    Lv2Node predicate;
    Lv2Node object;
  };

  /// The statements about a subject, each once, in order.
  const std::vector<Property>& about(Lv2Node subject) const;

  const std::string& loadFile(Lv2Node file, const std::string& path);

  /// Where to put the statements of the next file.
  TurtleTarget targetFor(std::string base, std::vector<Statement>& statements);
  void addAll(const std::vector<Statement>& statements);

  std::unique_ptr<SordWorld, decltype(&sord_world_free)> nodes_;
  mutable std::unordered_map<Lv2Node, Subject> subjects_; ///< Sorted by about()
  std::unordered_map<Lv2Node, std::vector<Property>> uses_; ///< Of each URI as an object
  Lv2Node seeAlso_ = nullptr;
  std::size_t files_ = 0;
  std::map<std::string, std::string> failures_; ///< Of every file that was tried; empty if it was read
};

/// The text of a node: a URI as it is, a literal without its quotes.
std::string textOf(Lv2Node node);

/// Whether a literal is better than another: without a language before English
/// before any other, then by its bytes.
bool isBetterText(Lv2Node candidate, Lv2Node than);

/// The value of a literal that is typed as a number or a boolean; none for anything
/// else and for a value that is not finite.
std::optional<double> numberOf(Lv2Node node);

bool isUri(Lv2Node node);
bool isLiteral(Lv2Node node);

/// The part of a URI after the last `#`, `/` or `:`.
std::string localName(Lv2Node uri);

/// The path of a file: URI, empty for any other.
std::string pathOf(Lv2Node uri);

} // namespace pluginary

#endif // PLUGINARY_LV2_GRAPH_H
