// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_parameters.h"

#include "clap_instance.h"
#include "clap_limits.h"
#include "plugin_text.h"

#include <algorithm>
#include <cmath>

namespace pluginary {
namespace {

/// Above this a double cannot hold every integer, so there are no steps to count.
constexpr double MAXIMUM_INTEGER = 9'007'199'254'740'992.0;

bool has(const clap_param_info_t& parameter, clap_param_info_flags flag)
{
  return (parameter.flags & flag) != 0;
}

/// Bypass implies stepped, and an enumeration must be stepped.
bool isStepped(const clap_param_info_t& parameter)
{
  return has(parameter, CLAP_PARAM_IS_STEPPED) || has(parameter, CLAP_PARAM_IS_BYPASS) ||
    has(parameter, clap::PARAM_IS_ENUM);
}

/// The values of a stepped parameter are its range cast to integers.
std::int64_t stepsOf(const clap_param_info_t& parameter)
{
  if (!isStepped(parameter)) return 0;
  const double steps = std::trunc(parameter.max_value) - std::trunc(parameter.min_value);
  return steps > 0 && steps <= MAXIMUM_INTEGER ? static_cast<std::int64_t>(steps) : 0;
}

bool isToggle(const clap_param_info_t& parameter)
{
  return isStepped(parameter) && !has(parameter, clap::PARAM_IS_ENUM) && std::trunc(parameter.min_value) == 0 &&
    std::trunc(parameter.max_value) == 1;
}

/// The text after a leading number, usually a unit.
std::string withoutNumber(const std::string& text)
{
  const std::size_t end = text.find_first_not_of("+-., 0123456789");
  return end == std::string::npos ? std::string() : text.substr(end);
}

/// Writes the parameters of one plugin.
class ParameterWriter {
public:
  ParameterWriter(JsonWriter& json, const clap_plugin_t* plugin, const clap_plugin_params_t& parameters)
    : json_(json), plugin_(plugin), parameters_(parameters)
  {
  }

  void write(const clap_param_info_t& parameter)
  {
    json_.beginObject();
    json_.member("id", std::to_string(parameter.id));
    json_.member("name", pluginArrayText(parameter.name));
    json_.member("group", pluginArrayText(parameter.module));
    json_.member("unit", ""); // It is part of the texts
    writeRange(parameter);
    writeSteps(parameter);
    writeFlags(parameter);
    json_.endObject();
  }

private:
  void writeRange(const clap_param_info_t& parameter)
  {
    json_.key("minimum");
    json_.number(parameter.min_value);
    json_.key("maximum");
    json_.number(parameter.max_value);
    json_.key("default");
    json_.number(parameter.default_value);
    json_.member("minimumText", display(parameter.id, parameter.min_value));
    json_.member("maximumText", display(parameter.id, parameter.max_value));
    json_.member("defaultText", display(parameter.id, withinRange(parameter, parameter.default_value)));
  }

  /// Plugins look values up in tables, so none outside the range may be asked for.
  static double withinRange(const clap_param_info_t& parameter, double value)
  {
    const auto [low, high] = std::minmax(parameter.min_value, parameter.max_value);
    return low <= high ? std::clamp(value, low, high) : value; // Bounds that are not numbers are ignored
  }

  void writeSteps(const clap_param_info_t& parameter)
  {
    const std::int64_t steps = stepsOf(parameter);
    json_.key("stepCount");
    json_.integer(steps);
    json_.key("scalePoints");
    json_.beginArray();
    if (steps > 0 && steps <= clap::MAXIMUM_SCALE_STEPS && hasNamedValues(parameter)) {
      for (std::int64_t i = 0; i <= steps; ++i) {
        writeScalePoint(parameter.id, std::trunc(parameter.min_value) + static_cast<double>(i));
      }
    }
    json_.endArray();
  }

  /// The flag is newer than CLAP 1.1, so plugins without it may still have names:
  /// then their texts differ in more than the number.
  bool hasNamedValues(const clap_param_info_t& parameter)
  {
    if (has(parameter, clap::PARAM_IS_ENUM)) return true;
    return !isToggle(parameter) && withoutNumber(display(parameter.id, parameter.min_value)) !=
      withoutNumber(display(parameter.id, parameter.max_value));
  }

  void writeScalePoint(clap_id id, double value)
  {
    json_.beginObject();
    json_.key("value");
    json_.number(value);
    json_.member("label", display(id, value));
    json_.endObject();
  }

  void writeFlags(const clap_param_info_t& parameter)
  {
    json_.key("flags");
    json_.beginArray();
    writeFlagIf(has(parameter, CLAP_PARAM_IS_AUTOMATABLE), "automatable");
    writeFlagIf(has(parameter, CLAP_PARAM_IS_READONLY), "read-only");
    writeFlagIf(has(parameter, CLAP_PARAM_IS_HIDDEN), "hidden");
    writeFlagIf(has(parameter, CLAP_PARAM_IS_BYPASS), "bypass");
    writeFlagIf(isStepped(parameter) && !isToggle(parameter), "integer");
    writeFlagIf(isToggle(parameter), "toggle");
    writeFlagIf(has(parameter, clap::PARAM_IS_ENUM), "enumeration");
    json_.endArray();
  }

  void writeFlagIf(bool isSet, const char* flag)
  {
    if (isSet) json_.string(flag);
  }

  /// Plugins may not expect NaN.
  std::string display(clap_id id, double value)
  {
    char text[CLAP_NAME_SIZE] = "";
    if (parameters_.value_to_text == nullptr || !std::isfinite(value)) return {};
    if (!parameters_.value_to_text(plugin_, id, value, text, sizeof text)) return {};
    return pluginArrayText(text);
  }

  JsonWriter& json_;
  const clap_plugin_t* plugin_;
  const clap_plugin_params_t& parameters_;
};

void writeAll(JsonWriter& json, const clap_plugin_t* plugin, const clap_plugin_params_t& parameters)
{
  ParameterWriter writer(json, plugin, parameters);
  const std::uint32_t count =
    clap::checkedCount(parameters.count(plugin), clap::MAXIMUM_PARAMETERS, "parameters");
  for (std::uint32_t i = 0; i < count; ++i) {
    clap_param_info_t parameter{};
    if (parameters.get_info(plugin, i, &parameter)) writer.write(parameter);
  }
}

} // namespace

void writeClapParameters(JsonWriter& json, const ClapInstance& instance)
{
  const auto* parameters = instance.extension<clap_plugin_params_t>(CLAP_EXT_PARAMS);
  json.beginArray();
  if (parameters != nullptr && parameters->count != nullptr && parameters->get_info != nullptr) {
    writeAll(json, instance.plugin(), *parameters);
  }
  json.endArray();
}

} // namespace pluginary
