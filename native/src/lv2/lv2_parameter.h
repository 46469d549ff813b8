// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_PARAMETER_H
#define PLUGINARY_LV2_PARAMETER_H

#include "lv2_port.h"

#include <optional>
#include <string>
#include <vector>

namespace pluginary {

/// Bounds that are multiples of the sample rate are given at this one.
constexpr double LV2_SAMPLE_RATE = 48'000;

struct Lv2ScalePoint {
  double value;
  std::string label;
};

/// A parameter, from a port or a property.
struct Lv2Parameter {
  std::string id;
  std::string name;
  std::string group;
  std::string unit;
  Lv2Node property = nullptr; ///< Null for a port
  std::uint32_t portIndex = 0;
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::optional<double> defaultValue;
  std::vector<Lv2ScalePoint> scalePoints; ///< Sorted by value
  std::optional<double> rangeSteps;
  bool isAutomatable = false;
  bool isOutput = false;
  bool isHidden = false;
  bool isBypass = false;
  bool isInteger = false;
  bool isToggle = false;
  bool isLogarithmic = false;
  bool isEnumeration = false;
  bool isSampleRate = false;

  /// The label of a value; empty if it has none.
  std::string labelOf(double value) const;
};

/// A plugin's parameters: its control ports, then the properties that it lets hosts
/// set and read by patch messages.
std::vector<Lv2Parameter> readLv2Parameters(const Lv2Vocabulary& words, Lv2Node plugin,
                                            const std::vector<Lv2Port>& ports);

} // namespace pluginary

#endif // PLUGINARY_LV2_PARAMETER_H
