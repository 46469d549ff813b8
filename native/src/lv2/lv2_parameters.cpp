// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_parameters.h"

#include "lv2_parameter.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pluginary {
namespace {

/// Whole numbers beyond this are not exact in JSON.
constexpr double MAXIMUM_STEPS = 9'007'199'254'740'991;

double stepCountOf(const Lv2Parameter& parameter)
{
  if (parameter.isToggle) return 1;
  if (parameter.isEnumeration && !parameter.scalePoints.empty()) {
    return static_cast<double>(parameter.scalePoints.size() - 1);
  }
  if (parameter.isInteger && parameter.minimum && parameter.maximum) {
    return std::floor(*parameter.maximum) - std::ceil(*parameter.minimum);
  }
  // The property counts the values; see the formulas of pprops:rangeSteps
  return parameter.rangeSteps ? std::floor(*parameter.rangeSteps) - 1 : 0;
}

class ParameterWriter {
public:
  ParameterWriter(JsonWriter& json, const Lv2Parameter& parameter)
    : json_(json), parameter_(parameter)
  {
  }

  void write()
  {
    json_.beginObject();
    json_.member("id", parameter_.id);
    json_.member("name", parameter_.name);
    json_.member("group", parameter_.group);
    json_.member("unit", parameter_.unit);
    writeNumber("minimum", parameter_.minimum);
    writeNumber("maximum", parameter_.maximum);
    writeNumber("default", parameter_.defaultValue);
    json_.member("minimumText", labelOf(parameter_.minimum));
    json_.member("maximumText", labelOf(parameter_.maximum));
    json_.member("defaultText", labelOf(parameter_.defaultValue));
    json_.key("stepCount");
    json_.integer(static_cast<std::int64_t>(std::clamp(stepCountOf(parameter_), 0.0, MAXIMUM_STEPS)));
    writeScalePoints();
    writeFlags();
    json_.endObject();
  }

private:
  void writeNumber(const char* name, const std::optional<double>& value)
  {
    json_.key(name);
    json_.number(value.value_or(std::numeric_limits<double>::quiet_NaN()));
  }

  /// Without an instance, the displayed text is known only for named values.
  std::string labelOf(const std::optional<double>& value) const
  {
    return value ? parameter_.labelOf(*value) : std::string();
  }

  void writeScalePoints()
  {
    json_.key("scalePoints");
    json_.beginArray();
    for (const Lv2ScalePoint& point : parameter_.scalePoints) {
      json_.beginObject();
      json_.key("value");
      json_.number(point.value);
      json_.member("label", point.label);
      json_.endObject();
    }
    json_.endArray();
  }

  void writeFlags()
  {
    json_.key("flags");
    json_.beginArray();
    writeFlagIf(parameter_.isAutomatable, "automatable");
    writeFlagIf(parameter_.isOutput, "output");
    writeFlagIf(parameter_.isHidden, "hidden");
    writeFlagIf(parameter_.isBypass, "bypass");
    writeFlagIf(parameter_.isInteger, "integer");
    writeFlagIf(parameter_.isToggle, "toggle");
    writeFlagIf(parameter_.isLogarithmic, "logarithmic");
    writeFlagIf(parameter_.isEnumeration, "enumeration");
    writeFlagIf(parameter_.isSampleRate, "sample-rate");
    json_.endArray();
  }

  void writeFlagIf(bool isSet, const char* flag)
  {
    if (isSet) json_.string(flag);
  }

  JsonWriter& json_;
  const Lv2Parameter& parameter_;
};

} // namespace

void writeLv2Parameters(JsonWriter& json, const Lv2Vocabulary& words, Lv2Node plugin,
                        const std::vector<Lv2Port>& ports)
{
  json.beginArray();
  for (const Lv2Parameter& parameter : readLv2Parameters(words, plugin, ports)) {
    ParameterWriter(json, parameter).write();
  }
  json.endArray();
}

} // namespace pluginary
