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
  Lv2Node found = common_ == nullptr ? nullptr : common_->table_[common_->placeOf(key)];
  return found != nullptr ? found : table_[placeOf(key)];
}

Lv2Node Lv2Nodes::make(Lv2Kind kind, std::string_view text, Lv2Node qualifier)
{
  const Key key = keyOf(kind, text, qualifier);
  if (common_ != nullptr) {
    if (Lv2Node found = common_->table_[common_->placeOf(key)]) return found;
  }
  if (Lv2Node found = table_[placeOf(key)]) return found;
  return create(key);
}

Lv2Nodes::Key Lv2Nodes::keyOf(Lv2Kind kind, std::string_view text, Lv2Node qualifier)
{
  std::size_t hash = std::hash<std::string_view>()(text) + static_cast<std::size_t>(kind);
  if (qualifier != nullptr) hash ^= qualifier->hash;
  return {kind, text, qualifier, static_cast<std::uint32_t>(hash)};
}

std::size_t Lv2Nodes::placeOf(const Key& key) const
{
  const std::size_t mask = table_.size() - 1;
  for (std::size_t place = key.hash & mask;; place = (place + 1) & mask) {
    Lv2Node node = table_[place];
    if (node == nullptr) return place;
    if (node->hash == key.hash && node->kind == key.kind && node->qualifier == key.qualifier &&
        node->text() == key.text) {
      return place;
    }
  }
}

Lv2Node Lv2Nodes::create(const Key& key)
{
  if ((count_ + 1) * 4 > table_.size() * 3) grow();
  void* memory = allocate(sizeof(Lv2Value) + key.text.size());
  auto* node = new (memory)
    Lv2Value{key.qualifier, key.hash, static_cast<std::uint32_t>(key.text.size()), key.kind, false, false};
  if (!key.text.empty()) std::memcpy(node + 1, key.text.data(), key.text.size());
  table_[placeOf(key)] = node;
  ++count_;
  return node;
}

void Lv2Nodes::grow()
{
  std::vector<Lv2Node> larger(table_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (Lv2Node node : table_) {
    if (node == nullptr) continue;
    std::size_t place = node->hash & mask;
    while (larger[place] != nullptr) place = (place + 1) & mask;
    larger[place] = node;
  }
  table_ = std::move(larger);
}

void* Lv2Nodes::allocate(std::size_t size)
{
  constexpr std::size_t ALIGNMENT = alignof(Lv2Value);
  const std::size_t whole = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (whole > freeSize_) {
    freeSize_ = std::max(whole, BLOCK_SIZE);
    free_ = blocks_.emplace_back(new std::byte[freeSize_]).get();
  }
  freeSize_ -= whole;
  return std::exchange(free_, free_ + whole);
}

} // namespace pluginary
