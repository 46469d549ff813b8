// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_units.h"

namespace pluginary {
namespace {

constexpr std::string_view SPACES = " \t\n\r";

std::string trimmed(std::string_view text)
{
  const std::size_t first = text.find_first_not_of(SPACES);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(SPACES) - first + 1));
}

/// A printf format without its conversions: "%5.1f Hz" becomes "Hz".
std::string withoutConversions(std::string_view format)
{
  std::string text;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      text += format[i];
    } else if (format.substr(i, 2) == "%%") {
      text += format[i++];
    } else {
      const std::size_t end = format.find_first_not_of("0123456789.+-# lhLjzt", i + 1);
      if (end == std::string_view::npos) break;
      i = end;
    }
  }
  return trimmed(text);
}

} // namespace

std::string lv2UnitSymbol(const Lv2Vocabulary& words, Lv2Node unit)
{
  if (isLiteral(unit)) return textOf(unit);
  if (const auto symbol = words.graph.text(unit, words.unitsSymbol)) return *symbol;
  return withoutConversions(words.graph.text(unit, words.unitsRender).value_or(""));
}

} // namespace pluginary
