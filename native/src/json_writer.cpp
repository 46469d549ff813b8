// SPDX-License-Identifier: GPL-3.0-or-later

#include "json_writer.h"

#include <charconv>
#include <cmath>

namespace pluginary {
namespace {

constexpr std::string_view REPLACEMENT = "\xEF\xBF\xBD"; // U+FFFD

unsigned byteAt(std::string_view text, std::size_t index)
{
  return static_cast<unsigned char>(text[index]);
}

/// The valid UTF-8 sequences for a first byte.
/// Table 3-7 of the Unicode standard: only the second byte has special bounds,
/// which exclude overlong forms, surrogates and values above U+10FFFF.
struct Utf8Form {
  std::size_t length; ///< 0: no sequence starts with this byte
  unsigned secondMinimum;
  unsigned secondMaximum;
};

Utf8Form utf8Form(unsigned first)
{
  if (first < 0x80) return {1, 0, 0};
  if (first < 0xC2) return {0, 0, 0};
  if (first < 0xE0) return {2, 0x80, 0xBF};
  if (first == 0xE0) return {3, 0xA0, 0xBF};
  if (first == 0xED) return {3, 0x80, 0x9F};
  if (first < 0xF0) return {3, 0x80, 0xBF};
  if (first == 0xF0) return {4, 0x90, 0xBF};
  if (first < 0xF4) return {4, 0x80, 0xBF};
  if (first == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

struct Utf8Sequence {
  std::size_t length; ///< Bytes to step over, at least 1
  bool isValid;
};

Utf8Sequence utf8SequenceAt(std::string_view text, std::size_t start)
{
  const Utf8Form form = utf8Form(byteAt(text, start));
  if (form.length == 0) return {1, false};

  for (std::size_t i = 1; i < form.length; ++i) {
    if (start + i >= text.size()) return {i, false};
    const unsigned byte = byteAt(text, start + i);
    const unsigned minimum = i == 1 ? form.secondMinimum : 0x80;
    const unsigned maximum = i == 1 ? form.secondMaximum : 0xBF;
    if (byte < minimum || byte > maximum) return {i, false};
  }
  return {form.length, true};
}

void appendControl(std::string& out, unsigned character)
{
  constexpr std::string_view DIGITS = "0123456789abcdef";
  out += "\\u00";
  out += DIGITS[character >> 4U];
  out += DIGITS[character & 0xFU];
}

/// The number of bytes at the start that JSON takes as they are; most texts
/// consist only of such bytes.
std::size_t plainLength(std::string_view text)
{
  std::size_t length = 0;
  for (; length < text.size(); ++length) {
    const unsigned character = byteAt(text, length);
    if (character < 0x20 || character >= 0x7F || character == '"' || character == '\\') break;
  }
  return length;
}

/// Appends anything else: a control character, a quote, or a sequence of valid or
/// invalid UTF-8.  Returns the number of bytes that it replaces.
std::size_t appendSpecial(std::string& out, std::string_view text, std::size_t start)
{
  const Utf8Sequence sequence = utf8SequenceAt(text, start);
  const unsigned character = byteAt(text, start);
  if (!sequence.isValid) {
    out += REPLACEMENT;
  } else if (character < 0x20 || character == 0x7F) {
    appendControl(out, character);
  } else if (character == '"' || character == '\\') {
    out += '\\';
    out += static_cast<char>(character);
  } else {
    out += text.substr(start, sequence.length);
  }
  return sequence.length;
}

template <typename Number>
void appendNumber(std::string& out, Number value)
{
  char digits[32]; // The longest double, -1.7976931348623157e+308, has 24
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  out.append(digits, result.ptr);
}

template <typename Number>
void appendFinite(std::string& out, Number value)
{
  if (std::isfinite(value)) {
    appendNumber(out, value);
  } else {
    out += "null";
  }
}

} // namespace

void JsonWriter::key(std::string_view name)
{
  separate();
  quoted(name);
  text_ += ':';
  needsComma_ = false;
}

void JsonWriter::string(std::string_view text)
{
  separate();
  quoted(text);
}

void JsonWriter::boolean(bool value)
{
  separate();
  text_ += value ? "true" : "false";
}

void JsonWriter::integer(std::int64_t value)
{
  separate();
  appendNumber(text_, value);
}

void JsonWriter::number(double value)
{
  separate();
  appendFinite(text_, value);
}

void JsonWriter::singleNumber(float value)
{
  separate();
  appendFinite(text_, value);
}

void JsonWriter::null()
{
  separate();
  text_ += "null";
}

void JsonWriter::member(std::string_view name, std::string_view text)
{
  key(name);
  string(text);
}

void JsonWriter::open(char bracket)
{
  separate();
  text_ += bracket;
  needsComma_ = false;
}

void JsonWriter::close(char bracket)
{
  text_ += bracket;
  needsComma_ = true;
}

/// Puts a comma before every value or key except the first of its level.
void JsonWriter::separate()
{
  if (needsComma_) text_ += ',';
  needsComma_ = true;
}

void JsonWriter::quoted(std::string_view text)
{
  text_ += '"';
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t plain = plainLength(text.substr(i));
    text_ += text.substr(i, plain);
    i += plain;
    if (i < text.size()) i += appendSpecial(text_, text, i);
  }
  text_ += '"';
}

std::string jsonText(std::string_view text)
{
  JsonWriter json;
  json.string(text);
  return json.take();
}

} // namespace pluginary
