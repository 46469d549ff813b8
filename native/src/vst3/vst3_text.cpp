// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_text.h"

#include <juce_core/juce_core.h>

#include <algorithm>
#include <cstdint>

namespace pluginary {
namespace {

constexpr std::uint32_t REPLACEMENT = 0xFFFD;

bool isHighSurrogate(std::uint32_t unit)
{
  return unit >= 0xD800 && unit <= 0xDBFF;
}

bool isLowSurrogate(std::uint32_t unit)
{
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

void appendByte(std::string& out, std::uint32_t byte)
{
  out += static_cast<char>(static_cast<unsigned char>(byte));
}

void appendUtf8(std::string& out, std::uint32_t point)
{
  if (point < 0x80) {
    appendByte(out, point);
    return;
  }
  if (point < 0x800) {
    appendByte(out, 0xC0U | (point >> 6U));
  } else {
    if (point < 0x10000) {
      appendByte(out, 0xE0U | (point >> 12U));
    } else {
      appendByte(out, 0xF0U | (point >> 18U));
      appendByte(out, 0x80U | ((point >> 12U) & 0x3FU));
    }
    appendByte(out, 0x80U | ((point >> 6U) & 0x3FU));
  }
  appendByte(out, 0x80U | (point & 0x3FU));
}

} // namespace

std::string textOf(const Steinberg::char8* characters, std::size_t capacity)
{
  return {characters, std::find(characters, characters + capacity, '\0')};
}

std::string textOf(const Steinberg::char16* characters, std::size_t capacity)
{
  const Steinberg::char16* end = std::find(characters, characters + capacity, u'\0');
  std::string out;
  for (const Steinberg::char16* unit = characters; unit != end; ++unit) {
    std::uint32_t point = *unit;
    if (isHighSurrogate(point) && unit + 1 != end && isLowSurrogate(unit[1])) {
      ++unit;
      point = 0x10000U + ((point - 0xD800U) << 10U) + (*unit - 0xDC00U);
    } else if (isHighSurrogate(point) || isLowSurrogate(point)) {
      point = REPLACEMENT;
    }
    appendUtf8(out, point);
  }
  return out;
}

void fillText(Steinberg::char16* characters, std::size_t capacity, const std::string& text)
{
  const juce::String source = juce::String::fromUTF8(text.data(), static_cast<int>(text.size()));
  // Counts bytes, with the NUL that it writes
  source.copyToUTF16(reinterpret_cast<juce::CharPointer_UTF16::CharType*>(characters),
                     capacity * sizeof(Steinberg::char16));
}

} // namespace pluginary
