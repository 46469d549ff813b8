// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_atom_value.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>

namespace pluginary {
namespace {

constexpr std::string_view XSD = "http://www.w3.org/2001/XMLSchema#";

/// A list that ends in itself must end somewhere.
constexpr std::size_t MAXIMUM_ELEMENTS = 1'000'000;

template <typename Number>
std::string bodyOf(Number number)
{
  return {reinterpret_cast<const char*>(&number), sizeof number};
}

/// Strings carry their NUL.
std::string bodyOf(const std::string& text)
{
  return std::string(text.c_str(), text.size() + 1);
}

template <typename Number>
std::optional<double> numberIn(const std::string& body)
{
  Number number{};
  if (body.size() != sizeof number) return std::nullopt;
  std::memcpy(&number, body.data(), sizeof number);
  return static_cast<double>(number);
}

/// Whole numbers are kept to the last digit.
std::optional<std::int64_t> wholeNumber(std::string_view text)
{
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  std::int64_t number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

int sixBitsOf(char character)
{
  constexpr std::string_view DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t place = DIGITS.find(character);
  return place == std::string_view::npos ? -1 : static_cast<int>(place);
}

/// Base64 as it stands in files, with line breaks; none for other characters.
std::optional<std::string> decoded(std::string_view text)
{
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char character : text) {
    if (character == '=' || character == ' ' || character == '\n' || character == '\r' || character == '\t') continue;
    const int six = sixBitsOf(character);
    if (six < 0) return std::nullopt;
    bits = bits << 6U | static_cast<unsigned>(six);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> static_cast<unsigned>(count) & 0xFFU);
  }
  return bytes;
}

std::optional<Lv2AtomValue> ofTyped(Lv2Node literal)
{
  const std::string_view type = literal->qualifier->text();
  if (type == LV2_ATOM__Path || type == LV2_ATOM__URI || type == LV2_ATOM__String) {
    return Lv2AtomValue{std::string(type), bodyOf(textOf(literal))};
  }
  if (type.substr(0, XSD.size()) != XSD) return std::nullopt;
  const std::string_view name = type.substr(XSD.size());
  if (name == "string") return Lv2AtomValue{LV2_ATOM__String, bodyOf(textOf(literal))};
  if (name == "base64Binary") {
    auto bytes = decoded(literal->text());
    return bytes ? std::optional(Lv2AtomValue{LV2_ATOM__Chunk, std::move(*bytes)}) : std::nullopt;
  }
  if (name == "long") {
    const auto whole = wholeNumber(literal->text());
    return whole ? std::optional(Lv2AtomValue{LV2_ATOM__Long, bodyOf(*whole)}) : std::nullopt;
  }
  const std::optional<double> number = numberOf(literal);
  if (!number) return std::nullopt;
  const bool isWhole = name == "int" || name == "integer";
  const char* const atom = name == "boolean" ? LV2_ATOM__Bool
    : isWhole                                ? LV2_ATOM__Int
    : name == "double"                       ? LV2_ATOM__Double
                                             : LV2_ATOM__Float;
  return lv2AtomValueOf(*number, atom);
}

/// `[ a atom:Vector ; atom:childType atom:Float ; rdf:value ( 1 2 ) ]`
std::optional<Lv2AtomValue> ofVector(const Lv2Vocabulary& words, Lv2Node list, Lv2Node childType, Lv2Urids& urids)
{
  Lv2Graph& graph = words.graph;
  const Lv2Property first = graph.property("http://www.w3.org/1999/02/22-rdf-syntax-ns#first");
  const Lv2Property rest = graph.property("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest");
  std::string elements;
  std::uint32_t size = 0;
  std::size_t count = 0;
  for (Lv2Node at = list; at != nullptr && graph.has(at, first); at = graph.object(at, rest)) {
    const auto number = numberOf(graph.object(at, first));
    const auto element = number ? lv2AtomValueOf(*number, textOf(childType)) : std::nullopt;
    if (!element || ++count > MAXIMUM_ELEMENTS) return std::nullopt;
    size = static_cast<std::uint32_t>(element->body.size());
    elements += element->body;
  }
  if (count == 0) return std::nullopt;
  return Lv2AtomValue{LV2_ATOM__Vector, bodyOf(size) + bodyOf(urids.map(childType->text())) + elements};
}

/// A vector, or the bytes of an atom of any type in base64.
std::optional<Lv2AtomValue> ofBlank(const Lv2Vocabulary& words, Lv2Node node, Lv2Urids& urids)
{
  Lv2Node value = words.graph.object(node, words.rdfValue);
  Lv2Node childType = words.graph.object(node, words.graph.property(LV2_ATOM__childType));
  if (isUri(childType) && value != nullptr) return ofVector(words, value, childType, urids);
  Lv2Node type = words.graph.object(node, words.rdfType);
  if (!isUri(type) || !isLiteral(value)) return std::nullopt;
  auto bytes = decoded(value->text());
  return bytes ? std::optional(Lv2AtomValue{textOf(type), std::move(*bytes)}) : std::nullopt;
}

} // namespace

std::optional<Lv2AtomValue> lv2AtomValueOf(const Lv2Vocabulary& words, Lv2Node node, Lv2Urids& urids)
{
  switch (node->kind) {
  case Lv2Kind::PLAIN:
  case Lv2Kind::TAGGED: return Lv2AtomValue{LV2_ATOM__String, bodyOf(textOf(node))};
  case Lv2Kind::TYPED: return ofTyped(node);
  case Lv2Kind::BLANK: return ofBlank(words, node, urids);
  default: break;
  }
  const std::string path = pathOf(node);
  return path.empty() ? Lv2AtomValue{LV2_ATOM__URID, textOf(node)} : Lv2AtomValue{LV2_ATOM__Path, bodyOf(path)};
}

std::optional<Lv2AtomValue> lv2AtomValueOf(double number, const std::string& type)
{
  const bool isInt = type == LV2_ATOM__Int || type == LV2_ATOM__Bool;
  const double whole = std::round(number);
  const double limit = isInt ? std::numeric_limits<std::int32_t>::max() : 9.2e18;
  if ((isInt || type == LV2_ATOM__Long) && !(std::abs(whole) <= limit)) return std::nullopt;
  if (type == LV2_ATOM__Bool) return Lv2AtomValue{type, bodyOf(std::int32_t{number != 0})};
  if (type == LV2_ATOM__Int) return Lv2AtomValue{type, bodyOf(static_cast<std::int32_t>(whole))};
  if (type == LV2_ATOM__Long) return Lv2AtomValue{type, bodyOf(static_cast<std::int64_t>(whole))};
  if (type == LV2_ATOM__Float) return Lv2AtomValue{type, bodyOf(static_cast<float>(number))};
  if (type == LV2_ATOM__Double) return Lv2AtomValue{type, bodyOf(number)};
  return std::nullopt;
}

std::optional<Lv2AtomValue> lv2AtomValueOf(const std::string& text, const std::string& type)
{
  if (type == LV2_ATOM__URID) return Lv2AtomValue{type, text};
  const bool isText = type == LV2_ATOM__String || type == LV2_ATOM__Path || type == LV2_ATOM__URI;
  return isText ? std::optional(Lv2AtomValue{type, bodyOf(text)}) : std::nullopt;
}

std::optional<double> lv2NumberIn(const Lv2AtomValue& value)
{
  if (value.type == LV2_ATOM__Int || value.type == LV2_ATOM__Bool) return numberIn<std::int32_t>(value.body);
  if (value.type == LV2_ATOM__Long) return numberIn<std::int64_t>(value.body);
  if (value.type == LV2_ATOM__Float) return numberIn<float>(value.body);
  if (value.type == LV2_ATOM__Double) return numberIn<double>(value.body);
  return std::nullopt;
}

std::optional<std::string> lv2TextIn(const Lv2AtomValue& value)
{
  const bool isText = value.type == LV2_ATOM__String || value.type == LV2_ATOM__Path ||
    value.type == LV2_ATOM__URI || value.type == LV2_ATOM__URID;
  if (!isText) return std::nullopt;
  return value.body.substr(0, value.body.find('\0'));
}

} // namespace pluginary
