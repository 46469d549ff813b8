// SPDX-License-Identifier: GPL-3.0-or-later

#include "state_request.h"

#include "failure.h"
#include "json_request.h"

#include <cmath>

namespace pluginary {
namespace {

std::vector<std::pair<std::string, double>> portsOf(const juce::var& state)
{
  const juce::var* ports = findMember(state, "ports");
  if (ports == nullptr || ports->getDynamicObject() == nullptr) { // JUCE takes arrays for objects
    throw Failure(PLUGINARY_INVALID_REQUEST, "\"ports\" of the state must be an object");
  }
  std::vector<std::pair<std::string, double>> values;
  for (const juce::NamedValueSet::NamedValue& port : ports->getDynamicObject()->getProperties()) {
    const bool isNumber = port.value.isInt() || port.value.isInt64() || port.value.isDouble();
    if (!isNumber || !std::isfinite(static_cast<double>(port.value))) {
      throw Failure(PLUGINARY_INVALID_REQUEST, "A value of \"ports\" must be a number");
    }
    values.emplace_back(port.name.toString().toStdString(), port.value);
  }
  return values;
}

std::vector<StateProperty> propertiesOf(const juce::var& state)
{
  std::vector<StateProperty> properties;
  for (const juce::var& property : arrayOf(state, "properties")) {
    properties.push_back({textOf(property, "key"), textOf(property, "type"),
                          static_cast<std::uint32_t>(countOf(property, "flags")), bytesOf(property, "value")});
  }
  return properties;
}

PluginState stateOf(const juce::var& state, const std::string& format)
{
  if (textOf(state, "format") != format) {
    throw Failure(PLUGINARY_INVALID_REQUEST, "The state must be of the format \"" + format + "\"");
  }
  if (format == "vst3") return {bytesOf(state, "component"), bytesOf(state, "controller"), {}, {}, {}};
  if (format == "clap") return {{}, {}, bytesOf(state, "data"), {}, {}};
  if (format == "lv2") return {{}, {}, {}, portsOf(state), propertiesOf(state)};
  return {{}, {}, {}, portsOf(state), {}};
}

WantedValue wantedValueOf(const juce::var& wanted)
{
  const std::string id = textOf(wanted, "id");
  if (findMember(wanted, "text") != nullptr) return {id, textOf(wanted, "text")};
  return {id, numberOf(wanted, "value")};
}

} // namespace

StateRequest readStateRequest(const juce::var& request)
{
  StateRequest wanted;
  if (const juce::var* state = findMember(request, "state")) wanted.state = stateOf(*state, textOf(request, "format"));
  if (const juce::var* preset = findMember(request, "preset")) {
    wanted.preset = PresetReference{textOf(*preset, "location"), textOf(*preset, "loadKey")};
  }
  if (findMember(request, "program") != nullptr) wanted.program = countOf(request, "program");
  if (findMember(request, "values") == nullptr) return wanted;
  for (const juce::var& value : arrayOf(request, "values")) wanted.values.push_back(wantedValueOf(value));
  return wanted;
}

} // namespace pluginary
