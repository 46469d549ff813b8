// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_DISPLAYED_VALUE_H
#define PLUGINARY_DISPLAYED_VALUE_H

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace pluginary {

/// A parameter as its texts show it.
struct DisplayedParameter {
  double minimum;
  double maximum;
  std::int64_t stepCount; ///< 0: continuous
  /// The text that the plugin displays for a value, with its unit.
  std::function<std::string(double)> textOf;
  /// The value that the plugin itself finds for a text; plugins find wrong ones.
  std::function<std::optional<double>(const std::string&)> valueOf;
};

/// The number at the start of a text: as it stands, and in the plain unit, which is 1.2 and
/// 1200 for "1.2 kHz".
struct DisplayedNumber {
  double written;
  double plain;
};

/// Absent for a text that starts with no number.
std::optional<DisplayedNumber> numberIn(const std::string& text);

/// Whether two texts show the same words, or the same number in units that do not differ.
bool showSame(const std::string& text, const std::string& other);

/// The value whose text shows the same as `wanted`, else the value whose number
/// comes closest; absent if the texts of the parameter have no numbers to compare.
///
/// Asks the plugin first and trusts no value whose text differs, then tries the steps,
/// then searches the range by the numbers in its texts.
std::optional<double> valueDisplayedAs(const DisplayedParameter& parameter, const std::string& wanted);

} // namespace pluginary

#endif // PLUGINARY_DISPLAYED_VALUE_H
