// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_turtle.h"

#include "lv2_file_uri.h"
#include "lv2_limits.h"

#include <lv2/core/lv2.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pluginary {
namespace {

constexpr std::string_view RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

const std::uint8_t* bytesOf(const std::string& text)
{
  return reinterpret_cast<const std::uint8_t*>(text.c_str());
}

std::string_view viewOf(const std::uint8_t* bytes, std::size_t size)
{
  return {reinterpret_cast<const char*>(bytes), size};
}

std::string textOf(const SerdNode& node)
{
  if (node.buf == nullptr) return {};
  return {reinterpret_cast<const char*>(node.buf), node.n_bytes};
}

std::string fileName(const std::string& path)
{
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

[[noreturn]] void failReading(const std::string& path, const std::error_code& error)
{
  if (error == std::errc::permission_denied) {
    throw Failure(PLUGINARY_PERMISSION_DENIED, "Cannot read \"" + path + "\"");
  }
  throw Failure(PLUGINARY_NOT_FOUND, "Cannot find \"" + path + "\"");
}

/// Opening a pipe or a device with that name would never return.
std::uintmax_t sizeOf(const std::filesystem::path& file, const std::string& path, std::uintmax_t maximum)
{
  std::error_code error;
  const bool isRegular = std::filesystem::is_regular_file(file, error);
  if (error) failReading(path, error);
  if (!isRegular) {
    throw Failure(PLUGINARY_INVALID_METADATA, "Cannot read \"" + path + "\": it is not a regular file");
  }
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error) failReading(path, error);
  if (size > maximum) {
    throw Failure(PLUGINARY_INVALID_METADATA,
                  "Cannot read \"" + path + "\": it has " + std::to_string(size) + " bytes, more than " +
                    std::to_string(maximum));
  }
  return size;
}

std::string readFile(const std::string& path, std::uintmax_t maximum)
{
  const std::filesystem::path file(std::u8string(path.begin(), path.end()));
  const std::uintmax_t size = sizeOf(file, path, maximum);
  std::ifstream stream(file, std::ios::binary);
  std::string text(static_cast<std::size_t>(size), '\0');
  stream.read(text.data(), static_cast<std::streamsize>(size));
  // A file that shrinks meanwhile is read to its new end
  if (stream.bad() || !stream.is_open()) failReading(path, std::make_error_code(std::errc::permission_denied));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

/// Follows brackets and strings through a Turtle text, past IRIs and comments, as far as
/// serd would read it.
class TurtleScanner {
public:
  TurtleScanner(std::string_view text, std::size_t longestString)
    : text_(text), longestString_(longestString)
  {
    while (at_ < text_.size()) step(text_[at_]);
  }

  /// The deepest nesting.
  int deepest() const { return deepest_; }

  /// The text without the strings that are too long, in which every line keeps its
  /// number.
  std::string withoutLongStrings() const
  {
    std::string shorter;
    std::size_t start = 0;
    for (const auto& [first, last] : longStrings_) {
      shorter += text_.substr(start, first - start);
      const std::string_view left = text_.substr(first, last - first);
      shorter.append(static_cast<std::size_t>(std::count(left.begin(), left.end(), '\n')), '\n');
      start = last;
    }
    shorter += text_.substr(start);
    return shorter;
  }

  bool hasLongStrings() const { return !longStrings_.empty(); }

private:
  void step(char character)
  {
    switch (character) {
    case '[':
    case '(': deepest_ = std::max(deepest_, ++depth_); break;
    case ']':
    case ')': --depth_; break;
    case '#': skipTo('\n'); return;
    case '<': skipTo('>'); return;
    case '\\': ++at_; break; // An escape in a local name
    case '"':
    case '\'': skipString(character); return;
    default: break;
    }
    ++at_;
  }

  void skipTo(char end)
  {
    const std::size_t found = text_.find(end, at_);
    at_ = found == std::string_view::npos ? text_.size() : found + 1;
  }

  /// States of presets are strings of megabytes, so nothing is looked at twice.
  void skipString(char quote)
  {
    const std::string_view longQuote = quote == '"' ? "\"\"\"" : "'''";
    const std::size_t size = text_.substr(at_, 3) == longQuote ? 3 : 1;
    const std::string_view end = longQuote.substr(0, size);
    at_ += size;
    const std::size_t first = at_;
    while (at_ < text_.size()) {
      const std::size_t found = text_.find(quote, at_);
      if (const std::size_t escape = nextEscape(); escape < found) {
        at_ = escape + 2;
      } else if (found == std::string_view::npos) {
        at_ = text_.size();
      } else {
        const bool isEnd = text_.substr(found, size) == end;
        at_ = found + (isEnd ? size : 1);
        if (!isEnd) continue;
        if (found - first > longestString_) longStrings_.emplace_back(first, found);
        return;
      }
    }
  }

  /// The place of the next backslash.
  std::size_t nextEscape()
  {
    if (escape_ < at_) escape_ = text_.find('\\', at_); // The end of the text is never before
    return escape_;
  }

  std::string_view text_;
  const std::size_t longestString_;
  std::vector<std::pair<std::size_t, std::size_t>> longStrings_; ///< First and last place, without the quotes
  std::size_t at_ = 0;
  std::size_t escape_ = 0;
  int depth_ = 0;
  int deepest_ = 0;
};

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

/// Runs serd over a text and keeps its first error.
class TurtleReader {
public:
  TurtleReader(const std::string& path, const std::string& text, const TurtleTarget& target)
    : path_(path), text_(text), target_(target)
  {
    const SerdNode base = serd_node_from_string(SERD_URI, bytesOf(target.base));
    env_.reset(serd_env_new(&base));
    reader_.reset(serd_reader_new(SERD_TURTLE, this, nullptr, setBase, setPrefix, takeStatement, nullptr));
    serd_reader_add_blank_prefix(reader_.get(), bytesOf(target.blankPrefix));
    serd_reader_set_error_sink(reader_.get(), takeError, this);
  }

  std::set<std::string> run()
  {
    const SerdStatus status = serd_reader_read_string(reader_.get(), bytesOf(text_));
    if (status > SERD_FAILURE) {
      if (error_.empty()) error_ = describe(reinterpret_cast<const char*>(serd_strerror(status)));
      throw Failure(PLUGINARY_INVALID_METADATA, error_);
    }
    return std::move(plugins_);
  }

private:
  static TurtleReader& self(void* handle) { return *static_cast<TurtleReader*>(handle); }

  static SerdStatus setBase(void* handle, const SerdNode* uri)
  {
    return serd_env_set_base_uri(self(handle).env_.get(), uri);
  }

  static SerdStatus setPrefix(void* handle, const SerdNode* name, const SerdNode* uri)
  {
    self(handle).writtenOut_.clear();
    return serd_env_set_prefix(self(handle).env_.get(), name, uri);
  }

  static SerdStatus takeStatement(void* handle, SerdStatementFlags, const SerdNode*, const SerdNode* subject,
                                  const SerdNode* predicate, const SerdNode* object, const SerdNode* datatype,
                                  const SerdNode* language)
  {
    return self(handle).statement(*subject, *predicate, *object, datatype, language);
  }

  static SerdStatus takeError(void* handle, const SerdError* error)
  {
    TurtleReader& reader = self(handle);
    if (!reader.error_.empty()) return SERD_SUCCESS; // Later errors are consequences
    char message[512];
    std::vsnprintf(message, sizeof message, error->fmt, *error->args);
    reader.error_ = reader.describe(message, error->line, error->col);
    return SERD_SUCCESS;
  }

  SerdStatus statement(const SerdNode& subject, const SerdNode& predicate, const SerdNode& object,
                       const SerdNode* datatype, const SerdNode* language)
  {
    if (++statements_ > MAXIMUM_TURTLE_STATEMENTS) {
      error_ = describe("more than " + std::to_string(MAXIMUM_TURTLE_STATEMENTS) + " statements");
      return SERD_ERR_BAD_SYNTAX;
    }
    std::array<std::string, 4> resolved; // Where the URIs that are relative are written out
    TurtleStatement read{};
    const bool isDefined = writeOut(subject, read.subject, resolved[0]) &&
                           writeOut(predicate, read.predicate, resolved[1]) &&
                           writeOut(object, read.object, resolved[2]);
    TurtleTerm type{};
    if (!isDefined || (datatype != nullptr && !writeOut(*datatype, type, resolved[3]))) return SERD_ERR_BAD_CURIE;
    read.datatype = type.text;
    if (language != nullptr) read.language = viewOf(language->buf, language->n_bytes);
    if (read.predicate.text == RDF_TYPE && read.object.text == LV2_CORE__Plugin && read.object.type == SERD_URI) {
      const SerdStatus status = takePlugin(read.subject);
      if (status != SERD_SUCCESS) return status;
    }
    if (target_.take) target_.take(read);
    return SERD_SUCCESS;
  }

  /// Plugins are asked for by URI.
  SerdStatus takePlugin(const TurtleTerm& subject)
  {
    if (subject.type == SERD_BLANK) {
      error_ = describe("a plugin without a URI");
      return SERD_ERR_BAD_SYNTAX;
    }
    plugins_.emplace(subject.text);
    return SERD_SUCCESS;
  }

  /// Makes URIs absolute; false when a prefix is not defined.
  bool writeOut(const SerdNode& node, TurtleTerm& term, std::string& resolved)
  {
    term = {node.type == SERD_CURIE ? SERD_URI : node.type, viewOf(node.buf, node.n_bytes)};
    if (node.type == SERD_CURIE) return writeOutName(node, term);
    if (node.type == SERD_URI && !serd_uri_string_has_scheme(node.buf)) {
      resolved = resolve(node);
      term.text = resolved;
    }
    return true;
  }

  /// The same names, like those of a port's types, come again and again.
  bool writeOutName(const SerdNode& name, TurtleTerm& term)
  {
    auto found = writtenOut_.find(term.text);
    if (found == writtenOut_.end()) {
      SerdChunk prefix{};
      SerdChunk suffix{};
      if (serd_env_expand(env_.get(), &name, &prefix, &suffix) != SERD_SUCCESS) return failUndefined(term.text);
      std::string uri(viewOf(prefix.buf, prefix.len));
      uri += viewOf(suffix.buf, suffix.len);
      found = writtenOut_.emplace(term.text, std::move(uri)).first;
    }
    term.text = found->second;
    return true;
  }

  std::string resolve(const SerdNode& relative) const
  {
    SerdNode absolute = serd_env_expand_node(env_.get(), &relative);
    std::string text = textOf(absolute);
    serd_node_free(&absolute);
    return text;
  }

  /// serd leaves prefixes to its caller, without the position; the first place with
  /// that text is the one, or is just as wrong.
  bool failUndefined(std::string_view name)
  {
    if (!error_.empty()) return false;
    const std::size_t place = std::min(text_.find(name), text_.size());
    const auto linesBefore = std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(place), '\n');
    error_ = describe("undefined prefix in \"" + std::string(name) + "\"", static_cast<unsigned>(linesBefore) + 1);
    return false;
  }

  std::string describe(std::string message, unsigned line = 0, unsigned column = 0) const
  {
    while (!message.empty() && message.back() == '\n') message.pop_back();
    std::string text = "Cannot read Turtle: ";
    text += fileName(path_);
    for (const unsigned number : {line, column}) {
      if (number > 0) text.append(1, ':').append(std::to_string(number));
    }
    return text.append(": ").append(message);
  }

  const std::string& path_;
  const std::string& text_;
  const TurtleTarget& target_;
  std::unique_ptr<SerdEnv, decltype(&serd_env_free)> env_{nullptr, serd_env_free};
  std::unique_ptr<SerdReader, decltype(&serd_reader_free)> reader_{nullptr, serd_reader_free};
  std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> writtenOut_; ///< URIs by prefixed names
  std::size_t statements_ = 0;
  std::set<std::string> plugins_;
  std::string error_;
};

} // namespace

TurtleFile readTurtleText(const std::string& name, const std::string& text, const TurtleTarget& target)
{
  if (text.find('\0') != std::string::npos) {
    throw Failure(PLUGINARY_INVALID_METADATA, "Cannot read Turtle: " + fileName(name) + ": contains a NUL byte");
  }
  const TurtleScanner scanner(text, target.longestString);
  if (scanner.deepest() > MAXIMUM_TURTLE_NESTING) {
    throw Failure(PLUGINARY_INVALID_METADATA,
                  "Cannot read Turtle: " + fileName(name) + ": nested deeper than " +
                    std::to_string(MAXIMUM_TURTLE_NESTING) + " brackets");
  }
  if (scanner.hasLongStrings()) return {TurtleReader(name, scanner.withoutLongStrings(), target).run(), text.size()};
  return {TurtleReader(name, text, target).run(), text.size()};
}

TurtleFile readTurtle(const std::string& path, std::uintmax_t maximumBytes, const TurtleTarget& target)
{
  return readTurtleText(path, readFile(path, maximumBytes), target);
}

TurtleFile checkTurtle(const std::string& path, std::uintmax_t maximumBytes)
{
  return readTurtle(path, maximumBytes, {fileUriOf(path), {}, {}});
}

} // namespace pluginary
