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

/// A C string of a plugin; empty for null.  Plugins forget the NUL, so the search
/// for it is limited.
inline std::string pluginText(const char* text)
{
  if (text == nullptr) return {};
  const void* end = std::memchr(text, '\0', MAXIMUM_TEXT_BYTES);
  if (end == nullptr) return {text, MAXIMUM_TEXT_BYTES};
  return {text, static_cast<const char*>(end)};
}

/// The text in an array that a plugin filled, up to its NUL or its end.
template <std::size_t CAPACITY>
std::string pluginArrayText(const char (&characters)[CAPACITY])
{
  return {characters, std::find(characters, characters + CAPACITY, '\0')};
}

} // namespace pluginary

#endif // PLUGINARY_PLUGIN_TEXT_H
