// SPDX-License-Identifier: GPL-3.0-or-later

#include "ladspa_state.h"

#include "displayed_value.h"
#include "failure.h"
#include "ladspa_instance.h"
#include "ladspa_ports.h"
#include "ladspa_range.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace pluginary {
namespace {

using namespace ladspa;

LadspaRange rangeOf(const Descriptor& plugin, unsigned long port)
{
  return plugin.portRangeHints != nullptr ? ladspaRange(plugin.portRangeHints[port]) : LadspaRange{};
}

/// The value of a port without one: the default, else the value nearest to 0.
float startOf(const LadspaRange& range)
{
  if (range.defaultValue) return *range.defaultValue;
  return std::min(std::max(0.0F, range.minimum.value_or(0.0F)), range.maximum.value_or(0.0F));
}

/// LADSPA has no texts, so the number is the text.
std::string textOf(float value)
{
  if (!std::isfinite(value)) return {};
  char digits[32];
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  return {digits, result.ptr};
}

/// The port that a text names; absent if it is not an input for control.
std::optional<unsigned long> inputNamed(const Descriptor& plugin, const std::string& id)
{
  unsigned long port = 0;
  const auto result = std::from_chars(id.data(), id.data() + id.size(), port);
  const bool isNumber = result.ec == std::errc() && result.ptr == id.data() + id.size();
  if (!isNumber || port >= plugin.portCount || !isControlPort(plugin, port, PORT_INPUT)) return std::nullopt;
  return port;
}

/// The value as the port takes it; absent outside the range.
std::optional<float> withinRange(const LadspaRange& range, double value)
{
  const auto single = static_cast<float>(range.stepCount > 0 ? std::round(value) : value);
  // A bound of single precision may be the rounded one of a wanted double
  const bool isInRange = std::isfinite(single) && (!range.minimum || single >= *range.minimum) &&
    (!range.maximum || single <= *range.maximum);
  return isInRange ? std::optional<float>(single) : std::nullopt;
}

/// A port has no texts and no unit, so the number of a text is taken as it is written, or in
/// its plain unit if only that is in the range.
std::optional<float> valueFor(const LadspaRange& range, const WantedValue& wanted)
{
  if (const auto* number = std::get_if<double>(&wanted.value)) return withinRange(range, *number);
  const auto number = numberIn(std::get<std::string>(wanted.value));
  if (!number) return std::nullopt;
  const auto written = withinRange(range, number->written);
  return written ? written : withinRange(range, number->plain);
}

void setPorts(LadspaInstance& instance, const PluginState& state, std::vector<StateNote>& refused)
{
  for (const auto& [id, value] : state.ports) {
    if (const auto port = inputNamed(instance.plugin(), id)) {
      instance.value(*port) = static_cast<float>(value);
    } else {
      refused.push_back({id, "The plugin has no such control input"});
    }
  }
}

void setValue(LadspaInstance& instance, const WantedValue& wanted, std::vector<StateNote>& refused)
{
  const auto port = inputNamed(instance.plugin(), wanted.id);
  if (!port) {
    refused.push_back({wanted.id, "The plugin has no such control input"});
    return;
  }
  if (const auto value = valueFor(rangeOf(instance.plugin(), *port), wanted)) {
    instance.value(*port) = *value;
  } else {
    refused.push_back({wanted.id, "It is not a number in the range of the port"});
  }
}

} // namespace

StateAnswer ladspaState(LadspaInstance& instance, const StateRequest& request)
{
  if (request.preset || request.program) {
    throw Failure(PLUGINARY_LOAD_ERROR, "LADSPA plugins have no presets or programs");
  }
  StateAnswer answer;
  const Descriptor& plugin = instance.plugin();
  for (unsigned long i = 0; i < plugin.portCount; ++i) instance.value(i) = startOf(rangeOf(plugin, i));
  if (request.state) setPorts(instance, *request.state, answer.refused);
  for (const WantedValue& wanted : request.values) setValue(instance, wanted, answer.refused);
  instance.processBlock();
  for (unsigned long i = 0; i < plugin.portCount; ++i) {
    const bool isInput = isControlPort(plugin, i, PORT_INPUT);
    if (!isInput && !isControlPort(plugin, i, PORT_OUTPUT)) continue;
    const float value = instance.value(i);
    const std::string text = textOf(value);
    // The double of the shortest text, so that 0.1 stays 0.1
    const auto number = numberIn(text);
    const double exact = number ? number->written : value;
    answer.parameters.push_back({std::to_string(i), exact, text});
    if (isInput) answer.state.ports.emplace_back(std::to_string(i), exact);
  }
  return answer;
}

} // namespace pluginary
