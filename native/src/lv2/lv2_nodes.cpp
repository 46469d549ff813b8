// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_nodes.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <new>
#include <utility>

namespace pluginary {
namespace {

constexpr std::size_t SMALLEST_TABLE = 256; ///< A power of two, as every size
constexpr std::size_t BLOCK_SIZE = 32 * 1024;

} // namespace

Lv2Nodes::Lv2Nodes(const Lv2Nodes* common)
  : common_(common), table_(SMALLEST_TABLE)
{
}

Lv2Node Lv2Nodes::find(Lv2Kind kind, std::string_view text, Lv2Node qualifier) const
{
  const Key key = keyOf(kind, text, qualifier);
  Lv2Node found = common_ == nullptr ? nullptr : common_->nodeOf(key);
  return found != nullptr ? found : nodeOf(key);
}

Lv2Node Lv2Nodes::make(Lv2Kind kind, std::string_view text, Lv2Node qualifier)
{
  const Key key = keyOf(kind, text, qualifier);
  if (common_ != nullptr) {
    if (Lv2Node found = common_->nodeOf(key)) return found;
  }
  if ((count_ + 1) * 2 > table_.size()) grow();
  Place& place = table_[placeOf(key)];
  if (place.node == nullptr) {
    place = {key.hash, create(key)};
    ++count_;
  }
  return place.node;
}

Lv2Nodes::Key Lv2Nodes::keyOf(Lv2Kind kind, std::string_view text, Lv2Node qualifier)
{
  std::size_t hash = std::hash<std::string_view>()(text) + static_cast<std::size_t>(kind);
  hash ^= std::hash<Lv2Node>()(qualifier) / alignof(Lv2Value);
  return {kind, text, qualifier, static_cast<std::uint32_t>(hash)};
}

std::size_t Lv2Nodes::placeOf(const Key& key) const
{
  const std::size_t mask = table_.size() - 1;
  for (std::size_t place = key.hash & mask;; place = (place + 1) & mask) {
    const auto& [hash, node] = table_[place];
    if (node == nullptr) return place;
    if (hash != key.hash) continue;
    if (node->kind == key.kind && node->qualifier == key.qualifier && node->text() == key.text) return place;
  }
}

Lv2Node Lv2Nodes::create(const Key& key)
{
  void* memory = allocate(sizeof(Lv2Value) + key.text.size());
  const auto size = static_cast<std::uint32_t>(key.text.size());
  auto* node = new (memory) Lv2Value{key.qualifier, nullptr, size, key.kind, common_ == nullptr, false, false};
  if (size > 0) std::memcpy(node + 1, key.text.data(), size);
  return node;
}

void Lv2Nodes::grow()
{
  std::vector<Place> larger(table_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (const Place& taken : table_) {
    if (taken.node == nullptr) continue;
    std::size_t place = taken.hash & mask;
    while (larger[place].node != nullptr) place = (place + 1) & mask;
    larger[place] = taken;
  }
  table_ = std::move(larger);
}

void* Lv2Nodes::allocate(std::size_t size)
{
  constexpr std::size_t ALIGNMENT = alignof(Lv2Value);
  const std::size_t whole = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (whole > freeSize_) {
    const std::size_t blockSize = std::max(whole, BLOCK_SIZE);
    std::unique_ptr<std::byte[]> block(new std::byte[blockSize]);
    free_ = blocks_.emplace_back(std::move(block)).get();
    freeSize_ = blockSize;
  }
  freeSize_ -= whole;
  return std::exchange(free_, free_ + whole);
}

} // namespace pluginary
