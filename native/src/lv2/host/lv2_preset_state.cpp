// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_preset_state.h"

#include "failure.h"
#include "lv2_atom_value.h"

#include <lv2/state/state.h>

#include <map>

namespace pluginary {
namespace {

constexpr std::uint32_t FLAGS = LV2_STATE_IS_POD | LV2_STATE_IS_PORTABLE;

/// The folder of a preset: that of its file, which often is the preset itself.
std::string folderOf(const Lv2Vocabulary& words, Lv2Node preset)
{
  std::string path = pathOf(preset);
  for (Lv2Node file : words.graph.objects(preset, words.rdfsSeeAlso)) {
    if (path.empty() && isUri(file)) path = pathOf(file);
  }
  return path.substr(0, path.find_last_of('/') + 1);
}

void readPorts(PluginState& state, const Lv2Vocabulary& words, Lv2Node preset, std::vector<StateNote>& warnings)
{
  const Lv2Property psetValue = words.graph.property(LV2_PRESETS__value);
  for (Lv2Node port : words.graph.objects(preset, words.lv2Port)) {
    const std::string symbol = words.graph.text(port, words.lv2Symbol).value_or("");
    Lv2Node given = words.graph.object(port, psetValue);
    const auto value = numberOf(given);
    if (value && !symbol.empty()) {
      state.ports.emplace_back(symbol, *value);
    } else if (given != nullptr) {
      warnings.push_back({"unreadable-value", "The preset's value of the port \"" + symbol + "\" is not a number"});
    }
  }
}

std::vector<StateProperty> readProperties(const Lv2Vocabulary& words, Lv2Node subject, Lv2Urids& urids,
                                          std::vector<StateNote>& warnings)
{
  std::vector<StateProperty> properties;
  for (Lv2Node state : words.graph.objects(subject, words.graph.property(LV2_STATE__state))) {
    words.graph.forEach(state, [&](Lv2Node key, Lv2Node object) {
      if (key == words.rdfType) return;
      if (auto value = lv2AtomValueOf(words, object, urids)) {
        properties.push_back({textOf(key), std::move(value->type), FLAGS, std::move(value->body)});
      } else {
        warnings.push_back({"unreadable-value", "The preset's value of <" + textOf(key) + "> is of an unknown kind"});
      }
    });
  }
  return properties;
}

void checkIsFor(const Lv2Vocabulary& words, Lv2Node preset, Lv2Node plugin)
{
  const std::vector<Lv2Node> plugins = words.graph.objects(preset, words.lv2AppliesTo);
  if (plugins.empty()) {
    throw Failure(PLUGINARY_NOT_FOUND, "Cannot find the preset <" + textOf(preset) + "> in any bundle");
  }
  if (!words.graph.has(preset, words.lv2AppliesTo, plugin)) {
    throw Failure(PLUGINARY_LOAD_ERROR,
                  "The preset <" + textOf(preset) + "> is for <" + textOf(plugins.front()) + ">");
  }
}

} // namespace

Lv2PresetState readLv2Preset(const Lv2Vocabulary& words, Lv2Node preset, Lv2Node plugin, Lv2Urids& urids,
                             std::vector<StateNote>& warnings)
{
  checkIsFor(words, preset, plugin);
  for (const auto& [path, failure] : words.graph.loadFilesOf(preset)) {
    throw Failure(PLUGINARY_INVALID_METADATA, failure);
  }
  Lv2PresetState read;
  readPorts(read.state, words, preset, warnings);
  read.state.properties = readProperties(words, preset, urids, warnings);
  read.folder = folderOf(words, preset);
  return read;
}

std::vector<StateProperty> readLv2DefaultState(const Lv2Vocabulary& words, Lv2Node plugin, Lv2Urids& urids,
                                               std::vector<StateNote>& warnings)
{
  return readProperties(words, plugin, urids, warnings);
}

} // namespace pluginary
