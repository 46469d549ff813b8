// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_presets.h"

#include <algorithm>

namespace pluginary {
namespace {

/// Manifests often give the label; otherwise the preset's own file does.
std::string labelOf(const Lv2Vocabulary& words, Lv2Node preset)
{
  if (const auto label = words.graph.text(preset, words.rdfsLabel)) return *label;
  words.graph.loadFilesOf(preset);
  return words.graph.text(preset, words.rdfsLabel).value_or("");
}

} // namespace

std::vector<Lv2Node> lv2PresetsOf(const Lv2Vocabulary& words, Lv2Node plugin)
{
  std::vector<Lv2Node> presets;
  for (Lv2Node subject : words.graph.subjects(words.lv2AppliesTo, plugin)) {
    if (isUri(subject) && words.graph.has(subject, words.rdfType, words.psetPreset)) presets.push_back(subject);
  }
  std::sort(presets.begin(), presets.end(), [](Lv2Node a, Lv2Node b) { return textOf(a) < textOf(b); });
  return presets;
}

void writeLv2Presets(JsonWriter& json, const Lv2Vocabulary& words, Lv2Node plugin, const Page& page)
{
  const std::vector<Lv2Node> presets = lv2PresetsOf(words, plugin);
  const std::size_t first = std::min(page.offset, presets.size());
  const std::size_t last = first + std::min(page.limit, presets.size() - first);
  json.beginObject();
  json.key("total");
  json.integer(static_cast<std::int64_t>(presets.size()));
  json.key("presets");
  json.beginArray();
  for (std::size_t i = first; i < last; ++i) {
    json.beginObject();
    json.member("uri", textOf(presets[i]));
    json.member("label", labelOf(words, presets[i]));
    json.endObject();
  }
  json.endArray();
  json.endObject();
}

} // namespace pluginary
