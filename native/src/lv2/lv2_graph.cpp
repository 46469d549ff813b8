// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_graph.h"

#include "failure.h"
#include "lv2_file_uri.h"
#include "lv2_limits.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <new>

namespace pluginary {
namespace {

constexpr std::string_view XSD = "http://www.w3.org/2001/XMLSchema#";

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

int rankOf(Lv2Node text)
{
  const char* language = sord_node_get_language(text);
  if (language == nullptr) return 0;
  const std::string_view tag(language);
  return tag == "en" || tag.substr(0, 3) == "en-" ? 1 : 2;
}

/// Plain literals come before those with a language, and these before those with a datatype.
std::pair<int, std::string_view> kindOf(Lv2Node literal)
{
  if (const char* language = sord_node_get_language(literal)) return {1, language};
  if (Lv2Node datatype = sord_node_get_datatype(literal)) return {2, viewOf(datatype)};
  return {0, {}};
}

/// The order of nodes, which does not depend on the order of files: by type, then by text.
bool isBefore(Lv2Node a, Lv2Node b)
{
  if (a == b) return false;
  const SerdNode& first = *sord_node_to_serd_node(a);
  const SerdNode& second = *sord_node_to_serd_node(b);
  if (first.type != second.type) return first.type < second.type;
  const int texts = std::strcmp(reinterpret_cast<const char*>(first.buf), reinterpret_cast<const char*>(second.buf));
  return texts != 0 ? texts < 0 : kindOf(a) < kindOf(b);
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
  : nodes_(sord_world_new(), sord_world_free)
{
  if (nodes_ == nullptr) throw std::bad_alloc();
  seeAlso_ = uri("http://www.w3.org/2000/01/rdf-schema#seeAlso");
}

void Lv2Graph::loadBundle(const std::string& folder)
{
  const std::string path = folder + "/manifest.ttl";
  loadFile(uri(fileUriOf(path)), path);
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
    std::vector<Statement> statements;
    readTurtle(path, MAXIMUM_TURTLE_BYTES, targetFor(withGoodEscapes(viewOf(file)), statements));
    addAll(statements);
  } catch (const Failure& failure) {
    entry->second = failure.what();
  }
  return entry->second;
}

void Lv2Graph::loadText(const std::string& uriText, const char* text)
{
  std::vector<Statement> statements;
  readTurtleText(uriText, text, targetFor(uriText, statements));
  addAll(statements);
}

TurtleTarget Lv2Graph::targetFor(std::string base, std::vector<Statement>& statements)
{
  const auto take = [this, &statements](SerdEnv* names, const TurtleStatement& read) {
    SordWorld* nodes = nodes_.get();
    Lv2Node subject = sord_node_from_serd_node(nodes, names, &read.subject, nullptr, nullptr);
    Lv2Node predicate = sord_node_from_serd_node(nodes, names, &read.predicate, nullptr, nullptr);
    Lv2Node object = sord_node_from_serd_node(nodes, names, &read.object, read.datatype, read.language);
    if (subject == nullptr || predicate == nullptr || object == nullptr) return false;
    statements.push_back({subject, predicate, object});
    return true;
  };
  return {std::move(base), "file" + std::to_string(++files_) + ".", take};
}

void Lv2Graph::addAll(const std::vector<Statement>& statements)
{
  for (auto next = statements.begin(); next != statements.end();) {
    const Lv2Node subject = next->subject;
    const auto end = std::find_if(next, statements.end(),
                                  [&](const Statement& statement) { return statement.subject != subject; });
    auto& [properties, isSorted] = subjects_[subject];
    // Most subjects are ports, whose statements all stand together
    if (properties.empty()) properties.reserve(static_cast<std::size_t>(end - next));
    isSorted = false;
    for (; next != end; ++next) {
      properties.emplace_back(next->predicate, next->object);
      if (isUri(next->object)) uses_[next->object].emplace_back(next->predicate, subject);
    }
  }
}

Lv2Node Lv2Graph::uri(const std::string& text)
{
  Lv2Node node = sord_new_uri(nodes_.get(), bytesOf(text.c_str()));
  if (node == nullptr) throw Failure(PLUGINARY_INVALID_METADATA, "Has a plugin with an invalid URI: \"" + text + "\"");
  return node;
}

void Lv2Graph::add(Lv2Node subject, Lv2Node predicate, Lv2Node object)
{
  addAll({{subject, predicate, object}});
}

const std::vector<Lv2Graph::Property>& Lv2Graph::about(Lv2Node subject) const
{
  static const std::vector<Property> nothing;
  const auto found = subjects_.find(subject);
  if (found == subjects_.end()) return nothing;
  auto& [properties, isSorted] = found->second;
  if (!isSorted) {
    std::sort(properties.begin(), properties.end(), [](const Property& a, const Property& b) {
      return a.first != b.first ? isBefore(a.first, b.first) : isBefore(a.second, b.second);
    });
    properties.erase(std::unique(properties.begin(), properties.end()), properties.end());
    isSorted = true;
  }
  return properties;
}

bool Lv2Graph::has(Lv2Node subject, Lv2Node predicate, Lv2Node object) const
{
  const std::vector<Property>& properties = about(subject);
  return std::any_of(properties.begin(), properties.end(), [&](const Property& property) {
    return property.first == predicate && (object == nullptr || property.second == object);
  });
}

std::vector<Lv2Node> Lv2Graph::objects(Lv2Node subject, Lv2Node predicate) const
{
  std::vector<Lv2Node> found;
  for (const auto& [other, object] : about(subject)) {
    if (other == predicate) found.push_back(object);
  }
  return found;
}

std::vector<Lv2Node> Lv2Graph::subjects(Lv2Node predicate, Lv2Node object) const
{
  std::vector<Lv2Node> found;
  const auto uses = uses_.find(object);
  if (uses == uses_.end()) return found;
  for (const auto& [other, subject] : uses->second) {
    if (other == predicate) found.push_back(subject);
  }
  std::sort(found.begin(), found.end(), isBefore);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

Lv2Node Lv2Graph::object(Lv2Node subject, Lv2Node predicate) const
{
  for (const auto& [other, object] : about(subject)) {
    if (other == predicate) return object;
  }
  return nullptr;
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
