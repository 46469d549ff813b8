// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_TEXT_H
#define PLUGINARY_VST3_TEXT_H

#include <pluginterfaces/base/ftypes.h>

#include <cstddef>
#include <string>

namespace pluginary {

/// The text in a fixed array that a plugin filled, up to its NUL or its end:
/// plugins forget the NUL.
std::string textOf(const Steinberg::char8* characters, std::size_t capacity);

/// The same for UTF-16; lone surrogates become U+FFFD.
std::string textOf(const Steinberg::char16* characters, std::size_t capacity);

template <typename Character, std::size_t CAPACITY>
std::string textOf(const Character (&characters)[CAPACITY])
{
  return textOf(characters, CAPACITY);
}

/// Fills an array of UTF-16 with a text in UTF-8, cut where it does not fit.
void fillText(Steinberg::char16* characters, std::size_t capacity, const std::string& text);

template <std::size_t CAPACITY>
void fillText(Steinberg::char16 (&characters)[CAPACITY], const std::string& text)
{
  fillText(characters, CAPACITY, text);
}

} // namespace pluginary

#endif // PLUGINARY_VST3_TEXT_H
