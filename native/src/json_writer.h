// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_JSON_WRITER_H
#define PLUGINARY_JSON_WRITER_H

#include <cstdint>
#include <string>
#include <string_view>

namespace pluginary {

/// Writes one JSON document, front to back.
///
/// Texts come from plugins and may be anything: invalid UTF-8 becomes U+FFFD,
/// and the document is always valid.  The caller is responsible for the nesting.
class JsonWriter {
public:
  void beginObject() { open('{'); }
  void endObject() { close('}'); }
  void beginArray() { open('['); }
  void endArray() { close(']'); }

  /// The name of the next member.
  void key(std::string_view name);

  void string(std::string_view text);
  void boolean(bool value);
  void integer(std::int64_t value);

  /// The shortest text that reads back as the same number; `null` for
  /// infinities and NaN, which JSON does not have.
  void number(double value);

  /// Likewise for a value of single precision, whose shortest text is shorter:
  /// `0.1F` is written as 0.1, not as 0.10000000149011612.
  void singleNumber(float value);

  void null();

  void member(std::string_view name, std::string_view text);

  /// Hands the document over.
  std::string take() { return std::move(text_); }

private:
  void open(char bracket);
  void close(char bracket);
  void separate();
  void quoted(std::string_view text);

  std::string text_;
  bool needsComma_ = false;
};

/// A text as JSON.  Ids are compared in this form, since programs know a plugin
/// by the text that they read back.
std::string jsonText(std::string_view text);

} // namespace pluginary

#endif // PLUGINARY_JSON_WRITER_H
