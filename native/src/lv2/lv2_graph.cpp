// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_graph.h"

#include "failure.h"
#include "lv2_file_uri.h"
#include "lv2_limits.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace pluginary {
namespace {

constexpr std::string_view XSD = "http://www.w3.org/2001/XMLSchema#";

bool endsWith(std::string_view text, std::string_view end)
{
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

int rankOf(Lv2Node text)
{
  if (text->kind != Lv2Kind::TAGGED) return 0;
  const std::string_view tag = text->qualifier->text();
  return tag == "en" || tag.substr(0, 3) == "en-" ? 1 : 2;
}

/// The order of nodes, which does not depend on the order of files: literals, URIs and
/// blank nodes, each by text.  Of the same text, plain literals come before those with a
/// language, and these before those with a datatype.
bool isBefore(Lv2Node a, Lv2Node b)
{
  if (a == b) return false;
  if (isLiteral(a) != isLiteral(b)) return isLiteral(a);
  if (!isLiteral(a) && a->kind != b->kind) return a->kind < b->kind;
  const int texts = a->text().compare(b->text());
  if (texts != 0) return texts < 0;
  if (a->kind != b->kind) return a->kind < b->kind;
  return a->qualifier != nullptr && b->qualifier != nullptr && a->qualifier->text() < b->qualifier->text();
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

Lv2Graph::Lv2Graph(Lv2Kept kept)
  : kept_(kept), seeAlso_(property("http://www.w3.org/2000/01/rdf-schema#seeAlso"))
{
}

Lv2Property Lv2Graph::property(const std::string& text)
{
  Lv2Node node = uri(text);
  node->isRead = true;
  return Lv2Property(node);
}

Lv2Property Lv2Graph::searchedProperty(const std::string& text)
{
  searchedUri(text);
  return property(text);
}

Lv2Node Lv2Graph::searchedUri(const std::string& text)
{
  Lv2Node node = uri(text);
  node->isSearched = true;
  return node;
}

Lv2Node Lv2Graph::uri(const std::string& text)
{
  if (!serd_uri_string_has_scheme(reinterpret_cast<const std::uint8_t*>(text.c_str()))) {
    throw Failure(PLUGINARY_INVALID_METADATA, "Has a plugin with an invalid URI: \"" + text + "\"");
  }
  return top().nodes.make(Lv2Kind::URI, text);
}

void Lv2Graph::startModule()
{
  module_.emplace(&common_.nodes);
}

void Lv2Graph::endModule()
{
  module_.reset();
}

const std::string& Lv2Graph::loadBundle(const std::string& folder)
{
  return loadFile(folder + "/manifest.ttl");
}

const std::string& Lv2Graph::loadFile(const std::string& path)
{
  return loadFileAs(path, fileUriOf(path));
}

std::map<std::string, std::string> Lv2Graph::loadFilesOf(Lv2Node resource)
{
  std::map<std::string, std::string> failures;
  for (Lv2Node file : objects(resource, seeAlso_)) {
    const std::string path = isUri(file) ? pathOf(file) : std::string();
    if (!endsWith(path, ".ttl")) continue; // Documentation, or on the web
    const std::string& failure = loadFileAs(path, withGoodEscapes(file->text()));
    if (!failure.empty()) failures.emplace(path, failure);
  }
  return failures;
}

const std::string& Lv2Graph::loadFileAs(const std::string& path, std::string uri)
{
  if (const auto found = common_.failures.find(path); found != common_.failures.end()) return found->second;
  const auto [entry, isNew] = top().failures.try_emplace(path);
  if (!isNew) return entry->second;
  try {
    std::vector<Statement> statements;
    readTurtle(path, MAXIMUM_TURTLE_BYTES, targetFor(std::move(uri), statements));
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
  const auto take = [this, &statements](const TurtleStatement& read) {
    Lv2Node predicate = predicateOf(read.predicate.text);
    if (predicate == nullptr) return;
    const bool isLiteral = read.object.type == SERD_LITERAL;
    statements.push_back({nodeOf(read.subject), predicate, isLiteral ? literalOf(read) : nodeOf(read.object)});
  };
  return {std::move(base), "file" + std::to_string(++files_) + ".", take, longestText_};
}

/// Null for a predicate whose statements are not kept.
Lv2Node Lv2Graph::predicateOf(std::string_view uri)
{
  if (kept_ == Lv2Kept::ALL) return top().nodes.make(Lv2Kind::URI, uri);
  Lv2Node predicate = common_.nodes.find(Lv2Kind::URI, uri);
  return predicate != nullptr && predicate->isRead ? predicate : nullptr;
}

Lv2Node Lv2Graph::nodeOf(const TurtleTerm& term)
{
  return top().nodes.make(term.type == SERD_BLANK ? Lv2Kind::BLANK : Lv2Kind::URI, term.text);
}

Lv2Node Lv2Graph::literalOf(const TurtleStatement& read)
{
  Lv2Nodes& nodes = top().nodes;
  const std::string_view text = read.object.text;
  if (!read.language.empty()) return nodes.make(Lv2Kind::TAGGED, text, nodes.make(Lv2Kind::PLAIN, read.language));
  if (!read.datatype.empty()) return nodes.make(Lv2Kind::TYPED, text, nodes.make(Lv2Kind::URI, read.datatype));
  return nodes.make(Lv2Kind::PLAIN, text);
}

void Lv2Graph::addAll(const std::vector<Statement>& statements)
{
  for (auto next = statements.begin(); next != statements.end();) {
    const Lv2Node subject = next->subject;
    const auto end = std::find_if(next, statements.end(),
                                  [&](const Statement& statement) { return statement.subject != subject; });
    auto& [properties, isSorted] = subjectToExtend(subject);
    // Most subjects are ports, whose statements all stand together
    if (properties.empty()) properties.reserve(static_cast<std::size_t>(end - next));
    isSorted = false;
    for (; next != end; ++next) {
      properties.emplace_back(next->predicate, next->object);
      const bool isSearched = next->predicate->isSearched || next->object->isSearched;
      if (isSearched && isUri(next->object)) top().uses[next->object].emplace_back(next->predicate, subject);
    }
  }
}

void Lv2Graph::add(Lv2Node subject, Lv2Node predicate, Lv2Node object)
{
  addAll({{subject, predicate, object}});
}

Lv2Subject* Lv2Graph::subjectOf(Lv2Node node) const
{
  if (module_ && node->isCommon) {
    const auto found = module_->extended.find(node);
    if (found != module_->extended.end()) return &found->second;
  }
  return node->subject;
}

Lv2Subject& Lv2Graph::subjectToExtend(Lv2Node node)
{
  if (module_ && node->isCommon) {
    const auto [entry, isNew] = module_->extended.try_emplace(node);
    if (isNew && node->subject != nullptr) entry->second = *node->subject;
    return entry->second;
  }
  if (node->subject == nullptr) node->subject = &top().subjects.emplace_back();
  return *node->subject;
}

const std::vector<Lv2Pair>& Lv2Graph::about(Lv2Node node) const
{
  static const std::vector<Lv2Pair> nothing;
  Lv2Subject* found = subjectOf(node);
  if (found == nullptr) return nothing;
  auto& [properties, isSorted] = *found;
  if (!isSorted) {
    std::sort(properties.begin(), properties.end(), [](const Lv2Pair& a, const Lv2Pair& b) {
      return a.first != b.first ? isBefore(a.first, b.first) : isBefore(a.second, b.second);
    });
    properties.erase(std::unique(properties.begin(), properties.end()), properties.end());
    isSorted = true;
  }
  return properties;
}

bool Lv2Graph::has(Lv2Node subject, Lv2Property predicate, Lv2Node object) const
{
  const std::vector<Lv2Pair>& properties = about(subject);
  return std::any_of(properties.begin(), properties.end(), [&](const Lv2Pair& property) {
    return property.first == predicate && (object == nullptr || property.second == object);
  });
}

std::vector<Lv2Node> Lv2Graph::objects(Lv2Node subject, Lv2Property predicate) const
{
  std::vector<Lv2Node> found;
  for (const auto& [other, object] : about(subject)) {
    if (other == predicate) found.push_back(object);
  }
  return found;
}

std::vector<Lv2Node> Lv2Graph::subjects(Lv2Property predicate, Lv2Node object) const
{
  if (!Lv2Node(predicate)->isSearched && !object->isSearched) {
    throw std::logic_error("Neither " + textOf(predicate) + " nor " + textOf(object) + " has been named as searched");
  }
  std::vector<Lv2Node> found;
  const Layer* const layers[] = {&common_, module_ ? &*module_ : nullptr};
  for (const Layer* layer : layers) {
    if (layer == nullptr) continue;
    const auto uses = layer->uses.find(object);
    if (uses == layer->uses.end()) continue;
    for (const auto& [other, subject] : uses->second) {
      if (other == predicate) found.push_back(subject);
    }
  }
  std::sort(found.begin(), found.end(), isBefore);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

Lv2Node Lv2Graph::object(Lv2Node subject, Lv2Property predicate) const
{
  for (const auto& [other, object] : about(subject)) {
    if (other == predicate) return object;
  }
  return nullptr;
}

std::optional<std::string> Lv2Graph::text(Lv2Node subject, Lv2Property predicate) const
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
  return std::string(node->text());
}

bool isBetterText(Lv2Node candidate, Lv2Node than)
{
  if (than == nullptr) return true;
  const int rank = rankOf(candidate);
  const int otherRank = rankOf(than);
  return rank != otherRank ? rank < otherRank : candidate->text() < than->text();
}

std::optional<double> numberOf(Lv2Node node)
{
  if (node == nullptr || node->kind != Lv2Kind::TYPED) return std::nullopt;
  const std::string_view type = node->qualifier->text();
  if (isNumeric(type)) return parseNumber(node->text());
  if (type != std::string(XSD) + "boolean") return std::nullopt;
  return node->text() == "true" || node->text() == "1" ? 1 : 0;
}

bool isUri(Lv2Node node)
{
  return node != nullptr && node->kind == Lv2Kind::URI;
}

bool isLiteral(Lv2Node node)
{
  return node != nullptr && node->kind <= Lv2Kind::TYPED;
}

std::string localName(Lv2Node uri)
{
  std::string_view text = uri->text();
  while (!text.empty() && (text.back() == '/' || text.back() == '#')) text.remove_suffix(1);
  const std::size_t end = text.find_last_of("#/:");
  return std::string(end == std::string_view::npos ? text : text.substr(end + 1));
}

std::string pathOf(Lv2Node uri)
{
  return filePathOf(uri->text());
}

} // namespace pluginary
