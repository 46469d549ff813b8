// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_preset_files.h"

#include "lv2_limits.h"
#include "plugin_text.h"

#include <algorithm>
#include <filesystem>
#include <new>

namespace pluginary {
namespace {

/// In one bundle; the largest of Debian has some 1,200.
constexpr std::size_t MAXIMUM_LV2_PRESETS = 100'000;

bool isFolder(const std::string& path)
{
  std::error_code error;
  return std::filesystem::is_directory(std::u8string(path.begin(), path.end()), error);
}

/// As long as texts of plugins are.
std::string cut(std::string text)
{
  if (text.size() > MAXIMUM_TEXT_BYTES) text.resize(MAXIMUM_TEXT_BYTES);
  return text;
}

/// The last part of a URI, which is often the name of a file.
std::string nameFromUri(Lv2Node preset)
{
  const std::string path = pathOf(preset);
  std::string name = path.empty() ? localName(preset) : path.substr(path.find_last_of('/') + 1);
  if (name.size() > 4 && name.compare(name.size() - 4, 4, ".ttl") == 0) name.resize(name.size() - 4);
  return name.empty() ? textOf(preset) : name;
}

/// The label of a preset; without one it is known by its URI.
std::string nameOf(const Lv2Vocabulary& words, Lv2Node preset)
{
  std::string label = words.graph.text(preset, words.rdfsLabel).value_or("");
  return label.empty() ? nameFromUri(preset) : label;
}

void writeTexts(JsonWriter& json, const char* name, const std::vector<std::string>& texts)
{
  json.key(name);
  json.beginArray();
  for (const std::string& text : texts) json.string(cut(text));
  json.endArray();
}

} // namespace

Lv2PresetVocabulary::Lv2PresetVocabulary(Lv2Graph& graph)
  : psetBank(graph.property(LV2_PRESETS__bank)),
    authors{graph.property("http://usefulinc.com/ns/doap#maintainer"),
            graph.property("http://usefulinc.com/ns/doap#developer"),
            graph.property("http://xmlns.com/foaf/0.1/maker"),
            graph.property("http://purl.org/dc/terms/creator"),
            graph.property("http://purl.org/dc/elements/1.1/creator")}
{
  graph.searchedUri(LV2_PRESETS__Preset);
}

/// The states in the files, of which there may be megabytes, are not read.
Lv2PresetFiles::Lv2PresetFiles()
{
  world_.graph.ignoreTextsAbove(2 * MAXIMUM_TEXT_BYTES);
}

std::string Lv2PresetFiles::read(const std::vector<std::string>& files)
{
  json_ = {};
  failures_.clear();
  json_.beginObject();
  writeTexts(json_, "fileTypes", {});
  json_.key("presets");
  json_.beginArray();
  for (const std::string& file : files) readFile(file);
  json_.endArray();
  json_.key("failures");
  json_.beginArray();
  for (const auto& [location, message] : failures_) {
    json_.beginObject();
    json_.member("location", location);
    json_.member("message", message);
    json_.endObject();
  }
  json_.endArray();
  json_.endObject();
  return json_.take();
}

/// A file that takes all memory fails alone.
void Lv2PresetFiles::readFile(const std::string& file)
{
  Lv2Graph& graph = world_.graph;
  graph.startModule();
  try {
    const std::string failure = isFolder(file) ? graph.loadBundle(file) : graph.loadFile(file);
    if (!failure.empty()) throw Failure(PLUGINARY_INVALID_METADATA, failure);
    const std::vector<Lv2Node> presets = graph.subjects(world_.words.rdfType, world_.words.psetPreset);
    checkLimit(presets.size(), MAXIMUM_LV2_PRESETS, "presets");
    for (Lv2Node preset : presets) {
      if (isUri(preset)) readPreset(file, preset); // A host could not ask for any other
    }
  } catch (const Failure& failure) {
    failures_.push_back({file, failure.what()});
  } catch (const std::bad_alloc&) {
    failures_.push_back({file, "Needs more memory than there is"});
  }
  graph.endModule();
}

/// A preset whose own file is broken has a reason instead of a place in the list.
void Lv2PresetFiles::readPreset(const std::string& file, Lv2Node preset)
{
  const std::map<std::string, std::string> broken = world_.graph.loadFilesOf(preset);
  if (broken.empty()) {
    writePreset(file, preset);
    return;
  }
  // Many presets may be in one file
  const auto isTold = std::any_of(failures_.begin(), failures_.end(), [&](const Failed& failed) {
    return failed.location == file && failed.message == broken.begin()->second;
  });
  if (!isTold) failures_.push_back({file, broken.begin()->second});
}

void Lv2PresetFiles::writePreset(const std::string& file, Lv2Node preset)
{
  const Lv2Vocabulary& words = world_.words;
  const Lv2Graph& graph = world_.graph;
  json_.beginObject();
  json_.member("location", file);
  json_.member("loadKey", textOf(preset));
  json_.member("name", cut(nameOf(words, preset)));
  json_.key("plugins");
  json_.beginArray();
  for (Lv2Node plugin : graph.objects(preset, words.lv2AppliesTo)) {
    if (!isUri(plugin)) continue;
    json_.beginObject();
    json_.member("abi", "lv2");
    json_.member("id", textOf(plugin));
    json_.endObject();
  }
  json_.endArray();
  writeTexts(json_, "authors", authorsOf(preset));
  json_.member("description", cut(graph.text(preset, words.rdfsComment).value_or("")));
  std::vector<std::string> banks;
  for (Lv2Node bank : graph.objects(preset, terms_.psetBank)) {
    if (const auto label = graph.text(bank, words.rdfsLabel)) banks.push_back(*label);
  }
  writeTexts(json_, "tags", banks);
  if (isOfPlugin(preset)) {
    json_.key("isFactory");
    json_.boolean(true);
  }
  json_.endObject();
}

std::vector<std::string> Lv2PresetFiles::authorsOf(Lv2Node preset) const
{
  std::vector<std::string> names;
  for (const Lv2Property property : terms_.authors) {
    for (Lv2Node agent : world_.graph.objects(preset, property)) {
      const auto name =
        isLiteral(agent) ? std::optional(textOf(agent)) : world_.graph.text(agent, world_.words.foafName);
      if (name && std::find(names.begin(), names.end(), *name) == names.end()) names.push_back(*name);
    }
  }
  return names;
}

/// Whether the preset comes with its plugin, in one bundle.
bool Lv2PresetFiles::isOfPlugin(Lv2Node preset) const
{
  const std::vector<Lv2Node> plugins = world_.graph.objects(preset, world_.words.lv2AppliesTo);
  return std::any_of(plugins.begin(), plugins.end(), [&](Lv2Node plugin) {
    return world_.graph.has(plugin, world_.words.rdfType, world_.words.lv2Plugin);
  });
}

} // namespace pluginary
