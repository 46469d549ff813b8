// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_parameters.h"

#include "lv2_limits.h"
#include "lv2_units.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pluginary {
namespace {

/// Bounds that are multiples of the sample rate are given at this one.
constexpr double SAMPLE_RATE = 48'000;

/// Whole numbers beyond this are not exact in JSON.
constexpr double MAXIMUM_STEPS = 9'007'199'254'740'991;

struct ScalePoint {
  double value;
  std::string label;
};

/// The type of a parameter, from a port or a property.
struct Parameter {
  std::string id;
  std::string name;
  std::string group;
  std::string unit;
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::optional<double> defaultValue;
  std::vector<ScalePoint> scalePoints; ///< Sorted by value
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
};

/// Reads the statements that ports and properties share, in one pass.
class RangeReader {
public:
  RangeReader(const Lv2Vocabulary& words, Parameter& parameter)
    : words_(words), parameter_(parameter)
  {
  }

  void read(Lv2Node node)
  {
    words_.graph.forEach(node, [&](Lv2Node predicate, Lv2Node object) { take(predicate, object); });
    if (group_ != nullptr) parameter_.group = lv2GroupName(words_, group_);
    if (unit_ != nullptr) parameter_.unit = lv2UnitSymbol(words_, unit_);
    std::sort(parameter_.scalePoints.begin(), parameter_.scalePoints.end(),
              [](const ScalePoint& a, const ScalePoint& b) {
                return std::tie(a.value, a.label) < std::tie(b.value, b.label);
              });
  }

private:
  void take(Lv2Node predicate, Lv2Node object)
  {
    if (predicate == words_.lv2Minimum) {
      takeNumber(parameter_.minimum, object);
    } else if (predicate == words_.lv2Maximum) {
      takeNumber(parameter_.maximum, object);
    } else if (predicate == words_.lv2Default) {
      takeNumber(parameter_.defaultValue, object);
    } else if (predicate == words_.ppropsRangeSteps) {
      takeNumber(parameter_.rangeSteps, object);
    } else if (predicate == words_.lv2ScalePoint) {
      takeScalePoint(object);
    } else if (predicate == words_.unitsUnit) {
      unit_ = object;
    } else if (predicate == words_.pgGroup) {
      group_ = object;
    }
  }

  static void takeNumber(std::optional<double>& number, Lv2Node object)
  {
    if (!number) number = numberOf(object);
  }

  void takeScalePoint(Lv2Node point)
  {
    if (isLiteral(point)) return;
    const std::optional<double> value = numberOf(words_.graph.object(point, words_.rdfValue));
    if (!value) return;
    checkLimit(parameter_.scalePoints.size() + 1, MAXIMUM_LV2_SCALE_POINTS, "scale points in one parameter");
    parameter_.scalePoints.push_back({*value, words_.graph.text(point, words_.rdfsLabel).value_or("")});
  }

  const Lv2Vocabulary& words_;
  Parameter& parameter_;
  Lv2Node group_ = nullptr;
  Lv2Node unit_ = nullptr;
};

/// `lv2:sampleRate` makes the bounds multiples of the sample rate and leaves the
/// default open, which some plugins give as a multiple and others in hertz.  A
/// default that is within the bounds as they are written is a multiple.
void scaleToSampleRate(Parameter& parameter)
{
  const bool isMultiple = parameter.defaultValue &&
    *parameter.defaultValue >= parameter.minimum.value_or(0) &&
    *parameter.defaultValue <= parameter.maximum.value_or(1);
  if (isMultiple) *parameter.defaultValue *= SAMPLE_RATE;
  if (parameter.minimum) *parameter.minimum *= SAMPLE_RATE;
  if (parameter.maximum) *parameter.maximum *= SAMPLE_RATE;
}

Parameter parameterOf(const Lv2Vocabulary& words, const Lv2Port& port)
{
  const auto is = [&](Lv2Node property) { return port.properties.count(property) != 0; };
  Parameter parameter;
  RangeReader(words, parameter).read(port.node);
  parameter.id = port.symbol;
  parameter.name = port.name.empty() ? port.symbol : port.name;
  parameter.isOutput = port.isOutput;
  parameter.isAutomatable =
    port.isInput && !is(words.ppropsNotAutomatic) && !is(words.ppropsExpensive) && !is(words.kxNonAutomable);
  parameter.isHidden = is(words.ppropsNotOnGui);
  parameter.isInteger = is(words.lv2Integer);
  parameter.isToggle = is(words.lv2Toggled);
  parameter.isLogarithmic = is(words.ppropsLogarithmic);
  parameter.isEnumeration = is(words.lv2Enumeration);
  parameter.isSampleRate = is(words.lv2SampleRate);
  // lv2:enabled is a bypass upside down: 0 bypasses
  parameter.isBypass = port.isInput && port.designation == words.lv2Enabled;
  if (parameter.isSampleRate) scaleToSampleRate(parameter);
  return parameter;
}

/// A property that is not a number, say a path, cannot be automated.
Parameter parameterOf(const Lv2Vocabulary& words, Lv2Node property, bool isWritable)
{
  Parameter parameter;
  RangeReader(words, parameter).read(property);
  parameter.id = textOf(property);
  parameter.name = words.graph.text(property, words.rdfsLabel).value_or(localName(property));
  const std::vector<Lv2Node> types = words.graph.objects(property, words.rdfsRange);
  const auto isAnyOf = [&](std::initializer_list<Lv2Node> wanted) {
    return std::find_first_of(types.begin(), types.end(), wanted.begin(), wanted.end()) != types.end();
  };
  parameter.isInteger = isAnyOf({words.atomInt, words.atomLong});
  parameter.isToggle = isAnyOf({words.atomBool});
  parameter.isOutput = !isWritable;
  parameter.isAutomatable = isWritable &&
    (parameter.isInteger || parameter.isToggle || isAnyOf({words.atomFloat, words.atomDouble}));
  return parameter;
}

double stepCountOf(const Parameter& parameter)
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
  ParameterWriter(JsonWriter& json, const Parameter& parameter)
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
    for (const ScalePoint& point : parameter_.scalePoints) {
      if (value && point.value == *value) return point.label;
    }
    return {};
  }

  void writeScalePoints()
  {
    json_.key("scalePoints");
    json_.beginArray();
    for (const ScalePoint& point : parameter_.scalePoints) {
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
  const Parameter& parameter_;
};

void writeProperties(JsonWriter& json, const Lv2Vocabulary& words, Lv2Node plugin)
{
  std::map<std::string, Lv2Node> properties; // By URI
  for (Lv2Property predicate : {words.patchWritable, words.patchReadable}) {
    for (Lv2Node property : words.graph.objects(plugin, predicate)) {
      if (isUri(property)) properties.emplace(textOf(property), property);
    }
  }
  checkLimit(properties.size(), MAXIMUM_LV2_PORTS, "properties");
  for (const auto& [uri, property] : properties) {
    const bool isWritable = words.graph.has(plugin, words.patchWritable, property);
    ParameterWriter(json, parameterOf(words, property, isWritable)).write();
  }
}

} // namespace

void writeLv2Parameters(JsonWriter& json, const Lv2Vocabulary& words, Lv2Node plugin,
                        const std::vector<Lv2Port>& ports)
{
  json.beginArray();
  for (const Lv2Port& port : ports) {
    if (port.kind == Lv2PortKind::CONTROL) ParameterWriter(json, parameterOf(words, port)).write();
  }
  writeProperties(json, words, plugin);
  json.endArray();
}

} // namespace pluginary
