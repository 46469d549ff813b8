// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_controls.h"

#include "displayed_value.h"

#include <lv2/patch/patch.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <set>

namespace pluginary {
namespace {

/// Bounds in files have fewer digits than values of plugins in other formats.
constexpr double TOLERANCE = 1e-5;

/// The shortest decimal text of a single precision number.
std::string shortest(float value)
{
  char digits[32];
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  return {digits, result.ptr};
}

/// The double that reads like a single precision number: 0.1, not 0.10000000149011612.
double widened(float value)
{
  if (!std::isfinite(value)) return value;
  const std::string text = shortest(value);
  double wide = value;
  std::from_chars(text.data(), text.data() + text.size(), wide);
  return wide;
}

/// The label of a value, else its number with the unit.
std::string textOf(const Lv2Parameter& parameter, double value)
{
  if (!std::isfinite(value)) return {};
  std::string label = parameter.labelOf(value);
  const auto single = static_cast<float>(value);
  for (const Lv2ScalePoint& point : parameter.scalePoints) {
    if (label.empty() && static_cast<float>(point.value) == single) label = point.label;
  }
  if (!label.empty()) return label;
  return parameter.unit.empty() ? shortest(single) : shortest(single) + " " + parameter.unit;
}

/// The value that a text means: that of its label, else its number.
std::optional<double> valueOf(const Lv2Parameter& parameter, const std::string& text)
{
  for (const Lv2ScalePoint& point : parameter.scalePoints) {
    if (showSame(point.label, text)) return point.value;
  }
  const auto number = numberIn(text);
  return number && std::isfinite(number->written) ? std::optional(number->written) : std::nullopt;
}

std::optional<double> valueShownAs(const Lv2Parameter& parameter, const std::string& text)
{
  if (!parameter.minimum || !parameter.maximum) return valueOf(parameter, text);
  const double range = *parameter.maximum - *parameter.minimum;
  const bool hasSteps = parameter.isToggle || parameter.isInteger;
  const auto steps = hasSteps && range > 0 && range < 1e6 ? static_cast<std::int64_t>(range) : 0;
  return valueDisplayedAs({*parameter.minimum, *parameter.maximum, steps,
                           [&](double value) { return textOf(parameter, value); },
                           [&](const std::string& shown) { return valueOf(parameter, shown); }},
                          text);
}

/// An enumeration has no values but its points.
double onPoint(const Lv2Parameter& parameter, double value)
{
  const std::vector<Lv2ScalePoint>& points = parameter.scalePoints;
  const auto nearest = std::min_element(points.begin(), points.end(), [&](const auto& a, const auto& b) {
    return std::abs(a.value - value) < std::abs(b.value - value);
  });
  return nearest->value;
}

/// A value as the port takes it; none outside its range.
std::optional<double> fitted(const Lv2Parameter& parameter, double value)
{
  const double low = parameter.minimum.value_or(-std::numeric_limits<double>::infinity());
  const double high = parameter.maximum.value_or(std::numeric_limits<double>::infinity());
  const auto slack = [](double bound) { return std::isfinite(bound) ? TOLERANCE * std::max(1.0, std::abs(bound)) : 0; };
  if (!(value >= low - slack(low) && value <= high + slack(high))) return std::nullopt;
  if (low <= high) value = std::clamp(value, low, high);
  if (parameter.isEnumeration && !parameter.scalePoints.empty()) return onPoint(parameter, value);
  return parameter.isInteger || parameter.isToggle ? std::round(value) : value;
}

/// In words; a port that takes any number refuses none.
std::string rangeOf(const Lv2Parameter& parameter)
{
  const auto text = [](double bound) { return shortest(static_cast<float>(bound)); };
  if (!parameter.maximum) return "at least " + text(parameter.minimum.value_or(0));
  if (!parameter.minimum) return "at most " + text(*parameter.maximum);
  return "from " + text(*parameter.minimum) + " to " + text(*parameter.maximum);
}

/// Puts atoms behind each other, each padded as atoms inside others are.
class AtomWriter {
public:
  void number(std::uint32_t value) { append(&value, sizeof value); }

  void append(const void* data, std::size_t size)
  {
    const auto* start = static_cast<const std::byte*>(data);
    bytes_.insert(bytes_.end(), start, start + size);
  }

  void property(LV2_URID key, LV2_URID type, const std::string& body)
  {
    number(key);
    number(0); // No context
    number(static_cast<std::uint32_t>(body.size()));
    number(type);
    append(body.data(), body.size());
    bytes_.resize((bytes_.size() + 7) / 8 * 8);
  }

  /// Writes the size of the whole atom to its start.
  std::vector<std::byte> take()
  {
    const auto size = static_cast<std::uint32_t>(bytes_.size() - sizeof(LV2_Atom));
    std::memcpy(bytes_.data(), &size, sizeof size);
    return std::move(bytes_);
  }

private:
  std::vector<std::byte> bytes_;
};

std::string bodyOf(LV2_URID urid)
{
  return {reinterpret_cast<const char*>(&urid), sizeof urid};
}

/// A message that sets a property.
std::vector<std::byte> patchSet(Lv2Urids& urids, const std::string& property, const Lv2AtomValue& value)
{
  AtomWriter writer;
  writer.number(0); // The size
  writer.number(urids.map(LV2_ATOM__Object));
  writer.number(0); // No id
  writer.number(urids.map(LV2_PATCH__Set));
  writer.property(urids.map(LV2_PATCH__property), urids.map(LV2_ATOM__URID), bodyOf(urids.map(property)));
  const bool isUri = value.type == LV2_ATOM__URID;
  writer.property(urids.map(LV2_PATCH__value), urids.map(value.type),
                  isUri ? bodyOf(urids.map(value.body)) : value.body);
  return writer.take();
}

/// A property that the plugin has stored.
ParameterValue storedValue(const Lv2Parameter& parameter, const std::vector<StateProperty>& stored)
{
  constexpr double UNKNOWN = std::numeric_limits<double>::quiet_NaN();
  const auto found = std::find_if(stored.begin(), stored.end(),
                                  [&](const StateProperty& property) { return property.key == parameter.id; });
  if (found == stored.end()) return {parameter.id, UNKNOWN, {}};
  const Lv2AtomValue value{found->type, found->value};
  if (const auto number = lv2NumberIn(value)) {
    const double shown = found->type == LV2_ATOM__Float ? widened(static_cast<float>(*number)) : *number;
    return {parameter.id, shown, textOf(parameter, shown)};
  }
  return {parameter.id, UNKNOWN, lv2TextIn(value).value_or("")};
}

} // namespace

Lv2Controls::Lv2Controls(const Lv2Vocabulary& words, const std::vector<Lv2Parameter>& parameters,
                         std::optional<std::uint32_t> messages, Lv2Instance& instance, Lv2Urids& urids)
  : words_(words), parameters_(parameters), messages_(messages), instance_(instance), urids_(urids)
{
}

void Lv2Controls::load(const std::vector<std::pair<std::string, double>>& ports, std::vector<StateNote>& refused)
{
  for (const auto& [symbol, value] : ports) {
    const Lv2Parameter* parameter = find(symbol);
    if (parameter == nullptr || parameter->property != nullptr) {
      refused.push_back({symbol, "The plugin has no such control input"});
    } else if (!parameter->isOutput) { // Presets often have what the outputs were
      instance_.ports().control(parameter->portIndex) = static_cast<float>(value);
    }
  }
}

std::string Lv2Controls::set(const WantedValue& wanted)
{
  const Lv2Parameter* parameter = find(wanted.id);
  if (parameter == nullptr) return "The plugin has no such parameter";
  if (parameter->isOutput) return "Only the plugin can set it";
  return parameter->property == nullptr ? setPort(*parameter, wanted) : setProperty(*parameter, wanted);
}

std::string Lv2Controls::setPort(const Lv2Parameter& parameter, const WantedValue& wanted)
{
  const auto* text = std::get_if<std::string>(&wanted.value);
  const auto value = text != nullptr ? valueShownAs(parameter, *text) : std::optional(std::get<double>(wanted.value));
  if (!value) return "No value displays \"" + *text + "\"";
  const auto taken = fitted(parameter, *value);
  if (!taken) return "The value is not " + rangeOf(parameter);
  instance_.ports().control(parameter.portIndex) = static_cast<float>(*taken);
  return {};
}

std::string Lv2Controls::setProperty(const Lv2Parameter& parameter, const WantedValue& wanted)
{
  if (!messages_) return "The plugin has no port that takes messages";
  const auto value = valueFor(parameter, wanted);
  if (!value) return "The value does not fit the type of the property";
  instance_.ports().send(*messages_, patchSet(urids_, parameter.id, *value));
  return {};
}

/// The value in the first type of the property that it fits.
std::optional<Lv2AtomValue> Lv2Controls::valueFor(const Lv2Parameter& parameter, const WantedValue& wanted) const
{
  const auto* text = std::get_if<std::string>(&wanted.value);
  const auto number = text != nullptr ? valueShownAs(parameter, *text) : std::optional(std::get<double>(wanted.value));
  const auto taken = number ? fitted(parameter, *number) : std::nullopt;
  for (Lv2Node type : words_.graph.objects(parameter.property, words_.rdfsRange)) {
    if (text != nullptr) {
      if (auto value = lv2AtomValueOf(*text, pluginary::textOf(type))) return value;
    }
    if (taken) {
      if (auto value = lv2AtomValueOf(*taken, pluginary::textOf(type))) return value;
    }
  }
  return std::nullopt;
}

std::vector<std::pair<std::string, double>> Lv2Controls::ports(std::vector<StateNote>& warnings) const
{
  std::vector<std::pair<std::string, double>> values;
  std::set<std::string> symbols;
  for (const Lv2Parameter& parameter : parameters_) {
    const bool isInput = parameter.property == nullptr && !parameter.isOutput;
    if (!isInput || !symbols.insert(parameter.id).second) continue;
    const float value = instance_.ports().control(parameter.portIndex);
    if (std::isfinite(value)) values.emplace_back(parameter.id, widened(value));
    else warnings.push_back({"value-not-finite", "The value of \"" + parameter.id + "\" is not a finite number"});
  }
  return values;
}

std::vector<ParameterValue> Lv2Controls::values(const std::vector<StateProperty>& stored) const
{
  std::vector<ParameterValue> values;
  for (const Lv2Parameter& parameter : parameters_) {
    if (parameter.property != nullptr) {
      values.push_back(storedValue(parameter, stored));
    } else {
      const double value = widened(instance_.ports().control(parameter.portIndex));
      values.push_back({parameter.id, value, textOf(parameter, value)});
    }
  }
  return values;
}

const Lv2Parameter* Lv2Controls::find(const std::string& id) const
{
  const auto found = std::find_if(parameters_.begin(), parameters_.end(),
                                  [&](const Lv2Parameter& parameter) { return parameter.id == id; });
  return found == parameters_.end() ? nullptr : &*found;
}

} // namespace pluginary
