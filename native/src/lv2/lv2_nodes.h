// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_NODES_H
#define PLUGINARY_LV2_NODES_H

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace pluginary {

/// The kinds of nodes; those of literals, which come first, are in the order of equal
/// texts in answers.
enum class Lv2Kind : std::uint8_t { PLAIN, TAGGED, TYPED, URI, BLANK };

struct Lv2Subject;

/// A node of RDF, with its text behind it in memory.
struct Lv2Value {
  const Lv2Value* qualifier;   ///< The language or the datatype of a literal that has one
  mutable Lv2Subject* subject; ///< The statements about it, or null
  std::uint32_t size;          ///< Of the text, in bytes
  Lv2Kind kind;
  bool isCommon;               ///< Whether it is in the set that others extend
  mutable bool isRead;         ///< Whether statements with this predicate are kept
  mutable bool isSearched;     ///< Whether subjects are found by this predicate or object

  std::string_view text() const { return {reinterpret_cast<const char*>(this + 1), size}; }
};

/// There is only one node for each value, so equal nodes are the same pointer.  It
/// lives as long as its Lv2Nodes.
using Lv2Node = const Lv2Value*;

/// A set of nodes, which may extend a common one.
class Lv2Nodes {
public:
  explicit Lv2Nodes(const Lv2Nodes* common = nullptr);

  /// The node of a value, or null.
  Lv2Node find(Lv2Kind kind, std::string_view text, Lv2Node qualifier = nullptr) const;

  /// The node of a value, created when it is new.
  Lv2Node make(Lv2Kind kind, std::string_view text, Lv2Node qualifier = nullptr);

private:
  struct Key {
    Lv2Kind kind;
    std::string_view text;
    Lv2Node qualifier;
    std::uint32_t hash;
  };

  /// The hash stands beside the node: fetching the nodes of other values from memory
  /// took most of the time of a search.
  struct Place {
    std::uint32_t hash = 0;
    Lv2Node node = nullptr;
  };

  static Key keyOf(Lv2Kind kind, std::string_view text, Lv2Node qualifier);

  /// The place of a value, which is empty if there is no node for it.
  std::size_t placeOf(const Key& key) const;

  Lv2Node nodeOf(const Key& key) const { return table_[placeOf(key)].node; }
  Lv2Node create(const Key& key);
  void grow();
  void* allocate(std::size_t size);

  const Lv2Nodes* common_;
  std::vector<Place> table_; ///< By hash, with empty places
  std::size_t count_ = 0;
  std::vector<std::unique_ptr<std::byte[]>> blocks_; ///< The memory of the nodes
  std::byte* free_ = nullptr;
  std::size_t freeSize_ = 0;
};

} // namespace pluginary

#endif // PLUGINARY_LV2_NODES_H
