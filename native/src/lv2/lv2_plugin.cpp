// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_plugin.h"

#include "failure.h"
#include "lv2_buses.h"
#include "lv2_parameters.h"
#include "lv2_port.h"
#include "lv2_presets.h"

#include <algorithm>
#include <filesystem>

namespace pluginary {
namespace {

/// Deeper than any real hierarchy of classes; a loop of them ends here too.
constexpr int MAXIMUM_CLASS_DEPTH = 16;

/// More would add nothing, and a hostile plugin must not flood a scan with them.
constexpr std::size_t MAXIMUM_WARNINGS = 100;

/// The number of classes above a class.
int depthOf(const Lv2Vocabulary& words, Lv2Node pluginClass)
{
  int depth = 0;
  for (Lv2Node at = pluginClass; depth < MAXIMUM_CLASS_DEPTH; ++depth) {
    Lv2Node parent = nullptr;
    for (Lv2Node candidate : words.graph.objects(at, words.rdfsSubClassOf)) {
      if (isUri(candidate)) parent = candidate; // Others are restrictions
    }
    if (parent == nullptr) break;
    at = parent;
  }
  return depth;
}

/// The names of a plugin's classes, the most specific first, except those of plugins
/// and projects in general.
std::vector<std::string> categoriesOf(const Lv2Vocabulary& words, Lv2Node plugin)
{
  std::set<std::pair<int, std::string>> sorted;
  for (Lv2Node type : words.graph.objects(plugin, words.rdfType)) {
    if (!isUri(type) || type == words.lv2Plugin || type == words.doapProject) continue;
    sorted.emplace(-depthOf(words, type), localName(type));
  }
  std::vector<std::string> names;
  for (const auto& [depth, name] : sorted) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

/// "minor.micro" of the specification; a number that is not given counts as 0.
std::optional<std::string> versionOf(const Lv2Vocabulary& words, Lv2Node plugin)
{
  Lv2Node minor = words.graph.object(plugin, words.lv2MinorVersion);
  Lv2Node micro = words.graph.object(plugin, words.lv2MicroVersion);
  if (!isLiteral(minor) && !isLiteral(micro)) return std::nullopt;
  return (isLiteral(minor) ? textOf(minor) : "0") + "." + (isLiteral(micro) ? textOf(micro) : "0");
}

/// The name of a person or company.
std::optional<std::string> nameOfAgent(const Lv2Vocabulary& words, Lv2Node agent)
{
  if (isLiteral(agent)) return textOf(agent);
  return words.graph.text(agent, words.foafName);
}

std::optional<std::string> vendorOf(const Lv2Vocabulary& words, Lv2Node subject)
{
  for (Lv2Property role : {words.doapMaintainer, words.doapDeveloper}) {
    for (Lv2Node agent : words.graph.objects(subject, role)) {
      if (auto name = nameOfAgent(words, agent)) return name;
    }
  }
  return std::nullopt;
}

std::optional<std::string> homepageOf(const Lv2Vocabulary& words, Lv2Node subject)
{
  Lv2Node page = words.graph.object(subject, words.doapHomepage);
  if (page == nullptr) return std::nullopt;
  return textOf(page);
}

/// A page that the plugin refers to.
std::optional<std::string> referenceOf(const Lv2Vocabulary& words, Lv2Node plugin)
{
  for (Lv2Node other : words.graph.objects(plugin, words.rdfsSeeAlso)) {
    const std::string text = textOf(other);
    if (text.rfind("http://", 0) == 0 || text.rfind("https://", 0) == 0) return text;
  }
  return std::nullopt;
}

/// Asks the plugin, then the project that it is part of.
template <typename Ask>
std::optional<std::string> askWithProject(const Lv2Vocabulary& words, Lv2Node plugin, Ask ask)
{
  if (auto answer = ask(words, plugin)) return answer;
  for (Lv2Node project : words.graph.objects(plugin, words.lv2Project)) {
    if (auto answer = ask(words, project)) return answer;
  }
  return std::nullopt;
}

std::string nameOf(const Lv2Vocabulary& words, Lv2Node plugin)
{
  for (Lv2Property property : {words.doapName, words.rdfsLabel}) {
    const std::optional<std::string> name = words.graph.text(plugin, property);
    if (name && !name->empty()) return *name;
  }
  const std::string name = localName(plugin);
  return name.empty() ? textOf(plugin) : name;
}

void writeIfKnown(JsonWriter& json, std::string_view name, const std::optional<std::string>& text)
{
  if (text) json.member(name, *text);
}

/// A plugin without ports or a name is described in a file that is missing.
void checkIsDescribed(const Lv2Vocabulary& words, Lv2Node plugin, const std::vector<std::string>& problems)
{
  const bool isDescribed = words.graph.has(plugin, words.lv2Port) || words.graph.has(plugin, words.doapName);
  if (!isDescribed && !problems.empty()) throw Failure(PLUGINARY_INVALID_METADATA, problems.front());
}

/// A library that may not be accessed cannot be checked; only if it is certainly
/// missing, hosts cannot load the plugin.
void checkHasLibrary(const Lv2Vocabulary& words, Lv2Node plugin)
{
  for (Lv2Node binary : words.graph.objects(plugin, words.lv2Binary)) {
    const std::string path = isUri(binary) ? pathOf(binary) : std::string();
    if (path.empty()) continue;
    std::error_code error;
    const auto status = std::filesystem::status(std::u8string(path.begin(), path.end()), error);
    if (status.type() == std::filesystem::file_type::not_found) {
      throw Failure(PLUGINARY_NOT_FOUND, "Cannot find \"" + path + "\"");
    }
  }
}

/// http://lv2plug.in/ns/lv2core#prototype: statements about the prototype also apply
/// to the plugin.
void adoptPrototypes(const Lv2Vocabulary& words, Lv2Node plugin)
{
  for (Lv2Node prototype : words.graph.objects(plugin, words.lv2Prototype)) {
    if (!isUri(prototype) || prototype == plugin) continue;
    words.graph.loadFilesOf(prototype);
    std::vector<std::pair<Lv2Node, Lv2Node>> statements;
    words.graph.forEach(prototype, [&](Lv2Node predicate, Lv2Node object) {
      if (predicate != words.lv2Prototype) statements.emplace_back(predicate, object);
    });
    for (const auto& [predicate, object] : statements) words.graph.add(plugin, predicate, object);
  }
}

/// The plugins that this one replaces, according to either of them.
void writeReplaces(JsonWriter& json, const Lv2Vocabulary& words, Lv2Node plugin)
{
  std::set<std::string> replaced;
  for (Lv2Node other : words.graph.objects(plugin, words.dctermsReplaces)) {
    if (isUri(other)) replaced.insert(textOf(other));
  }
  for (Lv2Node other : words.graph.subjects(words.dctermsIsReplacedBy, plugin)) {
    if (isUri(other)) replaced.insert(textOf(other));
  }
  if (replaced.empty()) return;
  json.key("replaces");
  json.beginArray();
  for (const std::string& uri : replaced) json.string(uri);
  json.endArray();
}

void writeWarnings(JsonWriter& json, const std::vector<std::string>& problems)
{
  json.key("warnings");
  json.beginArray();
  for (std::size_t i = 0; i < std::min(problems.size(), MAXIMUM_WARNINGS); ++i) {
    json.beginObject();
    json.member("code", "incomplete-metadata");
    json.member("message", problems[i]);
    json.endObject();
  }
  json.endArray();
}

} // namespace

std::vector<std::string> loadLv2Plugin(const Lv2Vocabulary& words, Lv2Node plugin, const std::string& bundle)
{
  std::vector<std::string> problems;
  for (const auto& [path, failure] : words.graph.loadFilesOf(plugin)) {
    const bool isOwn = path.rfind(bundle + "/", 0) == 0;
    if (isOwn && std::filesystem::exists(std::u8string(path.begin(), path.end()))) {
      throw Failure(PLUGINARY_INVALID_METADATA, failure);
    }
    problems.push_back(failure);
  }
  adoptPrototypes(words, plugin);
  checkIsDescribed(words, plugin, problems);
  return problems;
}

void writeLv2Plugin(JsonWriter& json, const Lv2Vocabulary& words, Lv2Node plugin)
{
  json.member("nativeId", textOf(plugin));
  json.member("name", nameOf(words, plugin));
  writeIfKnown(json, "vendor", askWithProject(words, plugin, vendorOf));
  writeIfKnown(json, "version", versionOf(words, plugin));
  const std::optional<std::string> description = words.graph.text(plugin, words.rdfsComment);
  writeIfKnown(json, "description", description ? description : words.graph.text(plugin, words.doapShortdesc));
  const std::optional<std::string> page = askWithProject(words, plugin, homepageOf);
  writeIfKnown(json, "url", page ? page : referenceOf(words, plugin));
  json.key("rawCategories");
  json.beginArray();
  for (const std::string& category : categoriesOf(words, plugin)) json.string(category);
  json.endArray();
}

void describeLv2Plugin(JsonWriter& json, const Lv2Vocabulary& words, Lv2Node plugin,
                       std::vector<std::string> problems)
{
  checkHasLibrary(words, plugin);
  const std::vector<Lv2Port> ports = readLv2Ports(words, plugin, problems);
  json.beginObject();
  writeLv2Plugin(json, words, plugin);
  json.key("buses");
  writeLv2Buses(json, words, plugin, ports);
  json.key("parameters");
  writeLv2Parameters(json, words, plugin, ports);
  json.key("programs"); // LV2 has presets instead
  json.beginArray();
  json.endArray();
  json.key("presetCount");
  json.integer(static_cast<std::int64_t>(lv2PresetsOf(words, plugin).size()));
  json.key("hasEditor");
  json.boolean(words.graph.has(plugin, words.uiUi));
  writeReplaces(json, words, plugin);
  writeWarnings(json, problems);
  json.endObject();
}

} // namespace pluginary
