// SPDX-License-Identifier: GPL-3.0-or-later

#include "ladspa_ports.h"

#include "failure.h"
#include "ladspa_limits.h"
#include "ladspa_range.h"
#include "plugin_text.h"

#include <string>

namespace pluginary {
namespace {

using namespace ladspa;

/// The kind and direction of a port.  The specification requires one of each; a port
/// that has none or both cannot be connected and is left out.
bool isPort(int flags, PortFlags kind, PortFlags direction)
{
  constexpr int ALL = PORT_INPUT | PORT_OUTPUT | PORT_CONTROL | PORT_AUDIO;
  return (flags & ALL) == (kind | direction);
}

std::int64_t countAudioPorts(const Descriptor& plugin, PortFlags direction)
{
  std::int64_t count = 0;
  for (unsigned long i = 0; i < plugin.portCount; ++i) {
    if (isPort(plugin.portDescriptors[i], PORT_AUDIO, direction)) ++count;
  }
  return count;
}

void writeBus(JsonWriter& json, const Descriptor& plugin, PortFlags direction)
{
  const std::int64_t channels = countAudioPorts(plugin, direction);
  if (channels == 0) return;
  json.beginObject();
  json.member("direction", direction == PORT_INPUT ? "input" : "output");
  json.member("type", "audio");
  json.member("name", "");
  json.key("channels");
  json.integer(channels);
  json.member("role", "main");
  json.key("isDefaultActive");
  json.boolean(true);
  json.endObject();
}

void writeNumber(JsonWriter& json, const char* name, const std::optional<float>& value)
{
  json.key(name);
  if (value) {
    json.singleNumber(*value);
  } else {
    json.null();
  }
}

void writeFlagIf(JsonWriter& json, bool isSet, const char* flag)
{
  if (isSet) json.string(flag);
}

/// Any host can automate any control input by connecting any value.
void writeFlags(JsonWriter& json, PortFlags direction, int hints)
{
  const bool isToggled = (hints & HINT_TOGGLED) != 0;
  json.key("flags");
  json.beginArray();
  json.string(direction == PORT_INPUT ? "automatable" : "output");
  writeFlagIf(json, isToggled, "toggle");
  writeFlagIf(json, !isToggled && (hints & HINT_INTEGER) != 0, "integer");
  writeFlagIf(json, !isToggled && (hints & HINT_LOGARITHMIC) != 0, "logarithmic");
  writeFlagIf(json, !isToggled && (hints & HINT_SAMPLE_RATE) != 0, "sample-rate");
  json.endArray();
}

void writeParameter(JsonWriter& json, const Descriptor& plugin, unsigned long index, PortFlags direction)
{
  const PortRangeHint hint = plugin.portRangeHints != nullptr ? plugin.portRangeHints[index] : PortRangeHint{};
  const LadspaRange range = ladspaRange(hint);
  json.beginObject();
  json.member("id", std::to_string(index));
  json.member("name", plugin.portNames != nullptr ? pluginText(plugin.portNames[index]) : std::string());
  json.member("group", "");
  json.member("unit", "");
  writeNumber(json, "minimum", range.minimum);
  writeNumber(json, "maximum", range.maximum);
  writeNumber(json, "default", range.defaultValue);
  for (const char* text : {"minimumText", "maximumText", "defaultText"}) json.member(text, "");
  json.key("stepCount");
  json.integer(range.stepCount);
  json.key("scalePoints");
  json.beginArray();
  json.endArray();
  writeFlags(json, direction, hint.hints);
  json.endObject();
}

} // namespace

void checkLadspaPorts(const Descriptor& plugin)
{
  if (plugin.portCount > MAXIMUM_PORTS) {
    throw Failure(PLUGINARY_INVALID_METADATA,
                  "The plugin claims " + std::to_string(plugin.portCount) + " ports, more than " +
                    std::to_string(MAXIMUM_PORTS));
  }
  if (plugin.portCount > 0 && plugin.portDescriptors == nullptr) {
    throw Failure(PLUGINARY_INVALID_METADATA, "The plugin does not specify the kinds of its ports");
  }
}

bool isControlPort(const Descriptor& plugin, unsigned long port, PortFlags direction)
{
  return isPort(plugin.portDescriptors[port], PORT_CONTROL, direction);
}

void writeLadspaBuses(JsonWriter& json, const Descriptor& plugin)
{
  json.beginArray();
  writeBus(json, plugin, PORT_INPUT);
  writeBus(json, plugin, PORT_OUTPUT);
  json.endArray();
}

void writeLadspaParameters(JsonWriter& json, const Descriptor& plugin)
{
  json.beginArray();
  for (unsigned long i = 0; i < plugin.portCount; ++i) {
    for (const PortFlags direction : {PORT_INPUT, PORT_OUTPUT}) {
      if (isControlPort(plugin, i, direction)) writeParameter(json, plugin, i, direction);
    }
  }
  json.endArray();
}

} // namespace pluginary
