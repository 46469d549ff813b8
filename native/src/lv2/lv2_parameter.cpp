// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_parameter.h"

#include "lv2_limits.h"
#include "lv2_units.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace pluginary {
namespace {

/// Reads the statements that ports and properties share, in one pass.
class RangeReader {
public:
  RangeReader(const Lv2Vocabulary& words, Lv2Parameter& parameter)
    : words_(words), parameter_(parameter)
  {
  }

  void read(Lv2Node node)
  {
    words_.graph.forEach(node, [&](Lv2Node predicate, Lv2Node object) { take(predicate, object); });
    if (group_ != nullptr) parameter_.group = lv2GroupName(words_, group_);
    if (unit_ != nullptr) parameter_.unit = lv2UnitSymbol(words_, unit_);
    std::sort(parameter_.scalePoints.begin(), parameter_.scalePoints.end(),
              [](const Lv2ScalePoint& a, const Lv2ScalePoint& b) {
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
  Lv2Parameter& parameter_;
  Lv2Node group_ = nullptr;
  Lv2Node unit_ = nullptr;
};

/// `lv2:sampleRate` makes the bounds multiples of the sample rate and leaves the
/// default open, which some plugins give as a multiple and others in hertz.  A
/// default that is within the bounds as they are written is a multiple.
void scaleToSampleRate(Lv2Parameter& parameter)
{
  const bool isMultiple = parameter.defaultValue &&
    *parameter.defaultValue >= parameter.minimum.value_or(0) &&
    *parameter.defaultValue <= parameter.maximum.value_or(1);
  if (isMultiple) *parameter.defaultValue *= LV2_SAMPLE_RATE;
  if (parameter.minimum) *parameter.minimum *= LV2_SAMPLE_RATE;
  if (parameter.maximum) *parameter.maximum *= LV2_SAMPLE_RATE;
}

Lv2Parameter parameterOf(const Lv2Vocabulary& words, const Lv2Port& port)
{
  const auto is = [&](Lv2Node property) { return port.properties.count(property) != 0; };
  Lv2Parameter parameter;
  RangeReader(words, parameter).read(port.node);
  parameter.id = port.symbol;
  parameter.portIndex = port.index;
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
Lv2Parameter parameterOf(const Lv2Vocabulary& words, Lv2Node property, bool isWritable)
{
  Lv2Parameter parameter;
  RangeReader(words, parameter).read(property);
  parameter.id = textOf(property);
  parameter.property = property;
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

void appendProperties(std::vector<Lv2Parameter>& parameters, const Lv2Vocabulary& words, Lv2Node plugin)
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
    parameters.push_back(parameterOf(words, property, isWritable));
  }
}

} // namespace

std::string Lv2Parameter::labelOf(double value) const
{
  for (const Lv2ScalePoint& point : scalePoints) {
    if (point.value == value) return point.label;
  }
  return {};
}

std::vector<Lv2Parameter> readLv2Parameters(const Lv2Vocabulary& words, Lv2Node plugin,
                                            const std::vector<Lv2Port>& ports)
{
  std::vector<Lv2Parameter> parameters;
  for (const Lv2Port& port : ports) {
    if (port.kind == Lv2PortKind::CONTROL) parameters.push_back(parameterOf(words, port));
  }
  appendProperties(parameters, words, plugin);
  return parameters;
}

} // namespace pluginary
