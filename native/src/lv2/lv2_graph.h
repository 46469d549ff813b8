// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_GRAPH_H
#define PLUGINARY_LV2_GRAPH_H

#include "lv2_nodes.h"
#include "lv2_turtle.h"

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pluginary {

class Lv2Graph;

/// A predicate with its object, or with its subject.
using Lv2Pair = std::pair<Lv2Node, Lv2Node>;

/// The statements about a node.
struct Lv2Subject {
  std::vector<Lv2Pair> properties;
  bool isSorted = true;
};

/// The statements that a graph keeps: those whose predicates are asked for, which are
/// half of all, or all for the states of presets, whose predicates are the plugin's own.
enum class Lv2Kept { ASKED_FOR, ALL };

/// A property that is asked for.
class Lv2Property {
public:
  operator Lv2Node() const { return node_; }

private:
  friend class Lv2Graph;
  explicit Lv2Property(Lv2Node node)
    : node_(node)
  {
  }

  Lv2Node node_;
};

/// The statements of some Turtle files: those of all modules, and over them those
/// that are only kept while one module is read.
///
/// A statement is appended to what is known about its subject, which is sorted when
/// it is asked for.
class Lv2Graph {
public:
  explicit Lv2Graph(Lv2Kept kept = Lv2Kept::ASKED_FOR);
  Lv2Graph(const Lv2Graph&) = delete;
  Lv2Graph& operator=(const Lv2Graph&) = delete;

  /// A property to ask for.  All must be known before the first file is read, unless
  /// all statements are kept.
  Lv2Property property(const std::string& text);

  /// A property whose subjects can be found by their objects.
  Lv2Property searchedProperty(const std::string& text);

  /// A URI whose subjects can be found by any property.
  Lv2Node searchedUri(const std::string& text);

  /// Reads longer texts as empty from now on.
  void ignoreTextsAbove(std::size_t bytes) { longestText_ = bytes; }

  /// The node of a URI, created when it is new.
  Lv2Node uri(const std::string& text);

  /// Keeps all that is read from now on only until the next startModule() or
  /// endModule(), with the nodes for it.
  void startModule();
  void endModule();

  /// Reads the manifest of a bundle, once.  Returns the reason if it cannot be read,
  /// else an empty text.
  const std::string& loadBundle(const std::string& folder);

  /// Reads a Turtle file, once, with the same result.
  const std::string& loadFile(const std::string& path);

  /// Reads the Turtle files that a resource names by rdfs:seeAlso, each once.
  /// Returns the reasons for those that could not be read, by file.
  std::map<std::string, std::string> loadFilesOf(Lv2Node resource);

  /// Reads a text as if it were a file of that URI.
  void loadText(const std::string& uri, const char* text);

  /// Adds a statement.
  void add(Lv2Node subject, Lv2Node predicate, Lv2Node object);

  bool has(Lv2Node subject, Lv2Property predicate, Lv2Node object = nullptr) const;

  /// The objects of a subject's property, each once.
  std::vector<Lv2Node> objects(Lv2Node subject, Lv2Property predicate) const;

  /// The subjects that have a property of that value, each once.  Either must have
  /// been named as searched.
  std::vector<Lv2Node> subjects(Lv2Property predicate, Lv2Node object) const;

  /// The first object in the order of their texts, or null.
  Lv2Node object(Lv2Node subject, Lv2Property predicate) const;

  /// The best text of a property; see isBetterText().
  std::optional<std::string> text(Lv2Node subject, Lv2Property predicate) const;

  /// Calls with predicate and object of every statement about a subject.
  template <typename Visit>
  void forEach(Lv2Node subject, Visit visit) const
  {
    for (const auto& [predicate, object] : about(subject)) visit(predicate, object);
  }

private:
  struct Statement {
    Lv2Node subject;
    Lv2Node predicate;
    Lv2Node object;
  };

  /// Files with their nodes and statements.
  struct Layer {
    explicit Layer(const Lv2Nodes* common = nullptr)
      : nodes(common)
    {
    }

    Lv2Nodes nodes;
    std::deque<Lv2Subject> subjects;                        ///< Those of its own nodes
    std::unordered_map<Lv2Node, Lv2Subject> extended;       ///< Common ones with what is added here
    std::unordered_map<Lv2Node, std::vector<Lv2Pair>> uses; ///< Of each searched object
    std::map<std::string, std::string> failures; ///< Of every file that was tried; empty if it was read
  };

  Layer& top() { return module_ ? *module_ : common_; }

  /// The statements about a subject, each once, in order.
  const std::vector<Lv2Pair>& about(Lv2Node node) const;

  /// The statements that now hold for a node, or null.
  Lv2Subject* subjectOf(Lv2Node node) const;

  /// Where to add to the statements about a node.
  Lv2Subject& subjectToExtend(Lv2Node node);

  const std::string& loadFileAs(const std::string& path, std::string uri);

  /// Where to put the statements of the next file.
  TurtleTarget targetFor(std::string base, std::vector<Statement>& statements);
  Lv2Node predicateOf(std::string_view uri);
  Lv2Node nodeOf(const TurtleTerm& term);
  Lv2Node literalOf(const TurtleStatement& read);
  void addAll(const std::vector<Statement>& statements);

  const Lv2Kept kept_;
  Layer common_;
  mutable std::optional<Layer> module_; ///< about() sorts its subjects
  Lv2Property seeAlso_;
  std::size_t files_ = 0;
  std::size_t longestText_ = std::string::npos;
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
