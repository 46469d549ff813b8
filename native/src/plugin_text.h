// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_PLUGIN_TEXT_H
#define PLUGINARY_PLUGIN_TEXT_H

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>

namespace pluginary {

/// Most bytes to read of a C string; the scanner cuts texts at half of that and
/// warns about it.
constexpr std::size_t MAXIMUM_TEXT_BYTES = 8 * 1024;

/// The length of a C string.  Plugins forget the NUL, so the search for it is limited.
inline std::size_t textLength(const char* text)
{
  const void* end = std::memchr(text, '\0', MAXIMUM_TEXT_BYTES);
  return end == nullptr ? MAXIMUM_TEXT_BYTES : static_cast<std::size_t>(static_cast<const char*>(end) - text);
}

/// A C string of a plugin; empty for null.
inline std::string pluginText(const char* text)
{
  return text == nullptr ? std::string() : std::string(text, textLength(text));
}

/// The text in an array that a plugin filled, up to its NUL or its end.
template <std::size_t CAPACITY>
std::string pluginArrayText(const char (&characters)[CAPACITY])
{
  return {characters, std::find(characters, characters + CAPACITY, '\0')};
}

} // namespace pluginary

#endif // PLUGINARY_PLUGIN_TEXT_H
