// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_GRAPH_H
#define PLUGINARY_LV2_GRAPH_H

#include "lv2_lilv_access.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pluginary {

/// A node of a graph.  There is only one for each value, so equal nodes are the same
/// pointer.  It lives as long as its graph.
using Lv2Node = const SordNode*;

/// One lilv world and the statements in it.
///
/// Plugin code never runs: lilv's dynamic manifests are turned off.
class Lv2Graph {
public:
  Lv2Graph();
  Lv2Graph(const Lv2Graph&) = delete;
  Lv2Graph& operator=(const Lv2Graph&) = delete;
  ~Lv2Graph();

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

  /// The first object, in the order of the model, or null.
  Lv2Node object(Lv2Node subject, Lv2Node predicate) const;

  /// The best text of a property; see isBetterText().
  std::optional<std::string> text(Lv2Node subject, Lv2Node predicate) const;

  /// Calls with predicate and object of every statement about a subject.
  template <typename Visit>
  void forEach(Lv2Node subject, Visit visit) const
  {
    forEachMatch(subject, nullptr, nullptr, [&](SordIter* match) {
      visit(sord_iter_get_node(match, SORD_PREDICATE), sord_iter_get_node(match, SORD_OBJECT));
    });
  }

private:
  template <typename Visit>
  void forEachMatch(Lv2Node subject, Lv2Node predicate, Lv2Node object, Visit visit) const
  {
    const std::unique_ptr<SordIter, decltype(&sord_iter_free)> match(
      sord_search(model_, subject, predicate, object, nullptr), sord_iter_free);
    for (; !sord_iter_end(match.get()); sord_iter_next(match.get())) visit(match.get());
  }

  const std::string& loadFile(Lv2Node file, const std::string& path);

  std::unique_ptr<LilvWorld, decltype(&lilv_world_free)> world_;
  SordModel* model_;
  Lv2Node seeAlso_ = nullptr;
  std::vector<SordNode*> kept_;                ///< References that keep nodes alive
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
