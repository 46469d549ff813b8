// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugin_state.h"

#include "failure.h"
#include "json_writer.h"

#include <juce_core/juce_core.h>

#include <cmath>

namespace pluginary {
namespace {

void checkSize(const PluginState& state)
{
  std::size_t size = state.component.size() + state.controller.size() + state.data.size();
  for (const StateProperty& property : state.properties) size += property.key.size() + property.value.size();
  if (size > MAXIMUM_STATE_BYTES) {
    throw Failure(PLUGINARY_OUT_OF_MEMORY,
                  "The plugin's state has " + std::to_string(size) + " bytes, more than " +
                    std::to_string(MAXIMUM_STATE_BYTES));
  }
}

void writeBytes(JsonWriter& json, std::string_view name, const std::string& bytes)
{
  json.member(name, juce::Base64::toBase64(bytes.data(), bytes.size()).toStdString());
}

/// Values that are not finite have no form in JSON; they stand among the parameters as
/// unknown.
void writePorts(JsonWriter& json, const PluginState& state)
{
  json.key("ports");
  json.beginObject();
  for (const auto& [id, value] : state.ports) {
    if (!std::isfinite(value)) continue;
    json.key(id);
    json.number(value);
  }
  json.endObject();
}

void writeProperties(JsonWriter& json, const PluginState& state)
{
  json.key("properties");
  json.beginArray();
  for (const StateProperty& property : state.properties) {
    json.beginObject();
    json.member("key", property.key);
    json.member("type", property.type);
    json.key("flags");
    json.integer(property.flags);
    writeBytes(json, "value", property.value);
    json.endObject();
  }
  json.endArray();
}

void writeState(JsonWriter& json, std::string_view format, const PluginState& state)
{
  json.beginObject();
  json.member("format", format);
  if (format == "vst3") {
    writeBytes(json, "component", state.component);
    writeBytes(json, "controller", state.controller);
  } else if (format == "clap") {
    writeBytes(json, "data", state.data);
  } else {
    writePorts(json, state);
    if (format == "lv2") writeProperties(json, state);
  }
  json.endObject();
}

void writeParameters(JsonWriter& json, const std::vector<ParameterValue>& parameters)
{
  json.beginArray();
  for (const ParameterValue& parameter : parameters) {
    json.beginObject();
    json.member("id", parameter.id);
    json.key("value");
    json.number(parameter.value);
    json.member("text", parameter.text);
    json.endObject();
  }
  json.endArray();
}

void writeNotes(JsonWriter& json, const char* subject, const std::vector<StateNote>& notes)
{
  json.beginArray();
  for (const StateNote& note : notes) {
    json.beginObject();
    json.member(subject, note.subject);
    json.member("message", note.message);
    json.endObject();
  }
  json.endArray();
}

} // namespace

std::string stateAnswerJson(std::string_view format, const StateAnswer& answer)
{
  checkSize(answer.state);
  JsonWriter json;
  json.beginObject();
  json.key("state");
  writeState(json, format, answer.state);
  json.key("parameters");
  writeParameters(json, answer.parameters);
  json.key("refused");
  writeNotes(json, "id", answer.refused);
  json.key("warnings");
  writeNotes(json, "code", answer.warnings);
  json.endObject();
  return json.take();
}

} // namespace pluginary
