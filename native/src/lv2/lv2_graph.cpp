// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_graph.h"

#include "failure.h"
#include "lv2_file_uri.h"
#include "lv2_limits.h"
#include "lv2_turtle.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <new>

namespace pluginary {
namespace {

constexpr std::string_view XSD = "http://www.w3.org/2001/XMLSchema#";

using NodePointer = std::unique_ptr<LilvNode, decltype(&lilv_node_free)>;

const std::uint8_t* bytesOf(const char* text)
{
  return reinterpret_cast<const std::uint8_t*>(text);
}

std::string_view viewOf(Lv2Node node)
{
  std::size_t size = 0;
  const std::uint8_t* bytes = sord_node_get_string_counted(node, &size);
  return {reinterpret_cast<const char*>(bytes), size};
}

bool endsWith(std::string_view text, std::string_view end)
{
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// A dynamic manifest is a library that writes Turtle, so lilv would load and run
/// its code.
void turnOffDynamicManifests(LilvWorld* world)
{
  const NodePointer no(lilv_new_bool(world, false), lilv_node_free);
  lilv_world_set_option(world, LILV_OPTION_DYN_MANIFEST, no.get());
}

int rankOf(Lv2Node text)
{
  const char* language = sord_node_get_language(text);
  if (language == nullptr) return 0;
  const std::string_view tag(language);
  return tag == "en" || tag.substr(0, 3) == "en-" ? 1 : 2;
}

/// The numbers of XML Schema that LV2 files use.
bool isNumeric(std::string_view datatype)
{
  if (datatype.substr(0, XSD.size()) != XSD) return false;
  datatype.remove_prefix(XSD.size());
  for (const char* name : {"integer", "decimal", "double", "float", "int", "long", "short", "byte",
                           "nonNegativeInteger", "positiveInteger", "unsignedInt", "unsignedLong"}) {
    if (datatype == name) return true;
  }
  return false;
}

std::optional<double> parseNumber(std::string_view text)
{
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool isWhole = result.ec == std::errc() && result.ptr == text.data() + text.size();
  if (!isWhole || !std::isfinite(value)) return std::nullopt;
  return value;
}

} // namespace

Lv2Graph::Lv2Graph()
  : world_(lilv_world_new(), lilv_world_free)
{
  if (world_ == nullptr) throw std::bad_alloc();
  model_ = lilv_access_model(world_.get());
  seeAlso_ = uri(LILV_NS_RDFS "seeAlso");
  turnOffDynamicManifests(world_.get());
}

Lv2Graph::~Lv2Graph()
{
  for (SordNode* node : kept_) sord_node_free(sord_get_world(model_), node);
}

void Lv2Graph::loadBundle(const std::string& folder)
{
  const NodePointer node(lilv_new_uri(world_.get(), fileUriOf(folder + "/").c_str()), lilv_node_free);
  lilv_world_load_bundle(world_.get(), node.get());
}

std::map<std::string, std::string> Lv2Graph::loadFilesOf(Lv2Node resource)
{
  std::map<std::string, std::string> failures;
  for (Lv2Node file : objects(resource, seeAlso_)) {
    const std::string path = isUri(file) ? pathOf(file) : std::string();
    if (!endsWith(path, ".ttl")) continue; // Documentation, or on the web
    const std::string& failure = loadFile(file, path);
    if (!failure.empty()) failures.emplace(path, failure);
  }
  return failures;
}

const std::string& Lv2Graph::loadFile(Lv2Node file, const std::string& path)
{
  const auto [entry, isNew] = failures_.try_emplace(path);
  if (!isNew) return entry->second;
  try {
    checkTurtle(path, MAXIMUM_TURTLE_BYTES);
    const SerdStatus status = lilv_access_load_file(world_.get(), uri(withGoodEscapes(viewOf(file))));
    if (status > SERD_FAILURE) entry->second = reinterpret_cast<const char*>(serd_strerror(status));
  } catch (const Failure& failure) {
    entry->second = failure.what();
  }
  return entry->second;
}

void Lv2Graph::loadText(const std::string& uriText, const char* text)
{
  SordNode* graph = sord_new_uri(sord_get_world(model_), bytesOf(uriText.c_str()));
  kept_.push_back(graph);
  const std::unique_ptr<SerdEnv, decltype(&serd_env_free)> env(serd_env_new(sord_node_to_serd_node(graph)),
                                                               serd_env_free);
  const std::unique_ptr<SerdReader, decltype(&serd_reader_free)> reader(
    sord_new_reader(model_, env.get(), SERD_TURTLE, graph), serd_reader_free);
  // lilv numbers the files; a word keeps these blank nodes apart from theirs
  const std::string prefix = "text" + std::to_string(kept_.size());
  serd_reader_add_blank_prefix(reader.get(), bytesOf(prefix.c_str()));
  serd_reader_read_string(reader.get(), bytesOf(text));
}

Lv2Node Lv2Graph::uri(const std::string& text)
{
  SordNode* node = sord_new_uri(sord_get_world(model_), bytesOf(text.c_str()));
  if (node == nullptr) throw Failure(PLUGINARY_INVALID_METADATA, "Has a plugin with an invalid URI: \"" + text + "\"");
  kept_.push_back(node);
  return node;
}

void Lv2Graph::add(Lv2Node subject, Lv2Node predicate, Lv2Node object)
{
  const SordQuad statement = {subject, predicate, object, nullptr};
  sord_add(model_, statement);
}

bool Lv2Graph::has(Lv2Node subject, Lv2Node predicate, Lv2Node object) const
{
  return sord_ask(model_, subject, predicate, object, nullptr);
}

std::vector<Lv2Node> Lv2Graph::objects(Lv2Node subject, Lv2Node predicate) const
{
  std::vector<Lv2Node> found;
  forEachMatch(subject, predicate, nullptr, [&](SordIter* match) {
    Lv2Node node = sord_iter_get_node(match, SORD_OBJECT);
    if (found.empty() || found.back() != node) found.push_back(node);
  });
  return found;
}

std::vector<Lv2Node> Lv2Graph::subjects(Lv2Node predicate, Lv2Node object) const
{
  std::vector<Lv2Node> found;
  forEachMatch(nullptr, predicate, object, [&](SordIter* match) {
    Lv2Node node = sord_iter_get_node(match, SORD_SUBJECT);
    if (found.empty() || found.back() != node) found.push_back(node);
  });
  return found;
}

Lv2Node Lv2Graph::object(Lv2Node subject, Lv2Node predicate) const
{
  const std::unique_ptr<SordIter, decltype(&sord_iter_free)> match(
    sord_search(model_, subject, predicate, nullptr, nullptr), sord_iter_free);
  return sord_iter_end(match.get()) ? nullptr : sord_iter_get_node(match.get(), SORD_OBJECT);
}

std::optional<std::string> Lv2Graph::text(Lv2Node subject, Lv2Node predicate) const
{
  Lv2Node best = nullptr;
  for (Lv2Node node : objects(subject, predicate)) {
    if (isLiteral(node) && isBetterText(node, best)) best = node;
  }
  if (best == nullptr) return std::nullopt;
  return textOf(best);
}

std::string textOf(Lv2Node node)
{
  return std::string(viewOf(node));
}

bool isBetterText(Lv2Node candidate, Lv2Node than)
{
  if (than == nullptr) return true;
  const int rank = rankOf(candidate);
  const int otherRank = rankOf(than);
  return rank != otherRank ? rank < otherRank : viewOf(candidate) < viewOf(than);
}

std::optional<double> numberOf(Lv2Node node)
{
  if (node == nullptr || !isLiteral(node)) return std::nullopt;
  Lv2Node datatype = sord_node_get_datatype(node);
  if (datatype == nullptr) return std::nullopt;
  const std::string_view type = viewOf(datatype);
  if (isNumeric(type)) return parseNumber(viewOf(node));
  if (type != std::string(XSD) + "boolean") return std::nullopt;
  return viewOf(node) == "true" || viewOf(node) == "1" ? 1 : 0;
}

bool isUri(Lv2Node node)
{
  return node != nullptr && sord_node_get_type(node) == SORD_URI;
}

bool isLiteral(Lv2Node node)
{
  return node != nullptr && sord_node_get_type(node) == SORD_LITERAL;
}

std::string localName(Lv2Node uri)
{
  std::string_view text = viewOf(uri);
  while (!text.empty() && (text.back() == '/' || text.back() == '#')) text.remove_suffix(1);
  const std::size_t end = text.find_last_of("#/:");
  return std::string(end == std::string_view::npos ? text : text.substr(end + 1));
}

std::string pathOf(Lv2Node uri)
{
  return filePathOf(viewOf(uri));
}

} // namespace pluginary
