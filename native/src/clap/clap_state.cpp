// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_state.h"

#include "clap_instance.h"
#include "clap_limits.h"
#include "displayed_value.h"
#include "failure.h"
#include "plugin_text.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <new>

namespace pluginary {
namespace {

/// The bytes that a plugin reads, at its own pace.
struct Reading {
  const std::string& bytes;
  std::size_t position = 0;

  static std::int64_t CLAP_ABI read(const clap_istream_t* stream, void* buffer, std::uint64_t size)
  {
    auto& reading = *static_cast<Reading*>(stream->ctx);
    const std::size_t given = std::min<std::uint64_t>(size, reading.bytes.size() - reading.position);
    if (given > 0) std::memcpy(buffer, reading.bytes.data() + reading.position, given);
    reading.position += given;
    return static_cast<std::int64_t>(given);
  }
};

/// The bytes that a plugin writes, no more than a state may have.
struct Writing {
  std::string bytes;
  bool isFull = false;

  /// A plugin written in C cannot handle an exception.
  static std::int64_t CLAP_ABI write(const clap_ostream_t* stream, const void* buffer, std::uint64_t size)
  {
    auto& writing = *static_cast<Writing*>(stream->ctx);
    try {
      writing.isFull = writing.isFull || size > MAXIMUM_STATE_BYTES - writing.bytes.size();
      if (writing.isFull) return -1;
      writing.bytes.append(static_cast<const char*>(buffer), size);
      return static_cast<std::int64_t>(size);
    } catch (const std::bad_alloc&) {
      return -1;
    }
  }
};

/// The parameters of a plugin.
class Parameters {
public:
  explicit Parameters(const ClapInstance& instance)
    : plugin_(instance.plugin()), functions_(instance.extension<clap_plugin_params_t>(CLAP_EXT_PARAMS))
  {
    if (functions_ == nullptr || functions_->count == nullptr || functions_->get_info == nullptr) return;
    const std::uint32_t count =
      clap::checkedCount(functions_->count(plugin_), clap::MAXIMUM_PARAMETERS, "parameters");
    for (std::uint32_t i = 0; i < count; ++i) {
      clap_param_info_t parameter{};
      if (!functions_->get_info(plugin_, i, &parameter)) continue;
      places_.emplace(std::to_string(parameter.id), all_.size());
      all_.push_back(parameter);
    }
  }

  /// The events that set the wanted values; adds those that cannot be set to `refused`.
  std::vector<clap_event_param_value_t> changes(const std::vector<WantedValue>& wanted,
                                                std::vector<StateNote>& refused) const
  {
    std::vector<clap_event_param_value_t> events;
    for (const WantedValue& value : wanted) {
      const auto place = places_.find(value.id);
      if (place == places_.end()) {
        refused.push_back({value.id, "The plugin has no such parameter"});
        continue;
      }
      const clap_param_info_t& parameter = all_[place->second];
      if ((parameter.flags & CLAP_PARAM_IS_READONLY) != 0) {
        refused.push_back({value.id, "Only the plugin can set it"});
      } else if (const auto number = valueFor(parameter, value)) {
        events.push_back(eventOf(parameter, *number));
      } else {
        refused.push_back({value.id, refusalOf(value)});
      }
    }
    return events;
  }

  std::vector<ParameterValue> values() const
  {
    std::vector<ParameterValue> values;
    for (const clap_param_info_t& parameter : all_) {
      double value = std::numeric_limits<double>::quiet_NaN();
      if (functions_->get_value == nullptr || !functions_->get_value(plugin_, parameter.id, &value)) continue;
      values.push_back({std::to_string(parameter.id), value, textOf(parameter, value)});
    }
    return values;
  }

private:
  /// Plugins look values up in tables, so none outside the range may be asked for.
  std::string textOf(const clap_param_info_t& parameter, double value) const
  {
    char text[CLAP_NAME_SIZE] = "";
    const bool isInRange = value >= parameter.min_value && value <= parameter.max_value;
    if (functions_->value_to_text == nullptr || !isInRange) return {};
    if (!functions_->value_to_text(plugin_, parameter.id, value, text, sizeof text)) return {};
    return pluginArrayText(text);
  }

  std::optional<double> valueFor(const clap_param_info_t& parameter, const WantedValue& wanted) const
  {
    if (const auto* number = std::get_if<double>(&wanted.value)) {
      const bool isInRange = *number >= parameter.min_value && *number <= parameter.max_value;
      return isInRange ? std::optional<double>(*number) : std::nullopt;
    }
    const DisplayedParameter displayed{
      parameter.min_value, parameter.max_value, stepsOf(parameter),
      [&](double value) { return textOf(parameter, value); },
      [&](const std::string& text) { return convert(parameter, text); }};
    return valueDisplayedAs(displayed, std::get<std::string>(wanted.value));
  }

  std::optional<double> convert(const clap_param_info_t& parameter, const std::string& text) const
  {
    double value = 0;
    if (functions_->text_to_value == nullptr) return std::nullopt;
    if (!functions_->text_to_value(plugin_, parameter.id, text.c_str(), &value)) return std::nullopt;
    return value;
  }

  static std::int64_t stepsOf(const clap_param_info_t& parameter)
  {
    const double steps = parameter.max_value - parameter.min_value;
    const bool isStepped = (parameter.flags & (CLAP_PARAM_IS_STEPPED | CLAP_PARAM_IS_BYPASS)) != 0;
    return isStepped && steps >= 1 && steps <= 1e9 ? static_cast<std::int64_t>(steps) : 0;
  }

  static clap_event_param_value_t eventOf(const clap_param_info_t& parameter, double value)
  {
    clap_event_param_value_t event{};
    event.header = {sizeof event, 0, CLAP_CORE_EVENT_SPACE_ID, CLAP_EVENT_PARAM_VALUE, 0};
    event.param_id = parameter.id;
    event.cookie = parameter.cookie;
    event.note_id = -1;
    event.port_index = -1;
    event.channel = -1;
    event.key = -1;
    event.value = value;
    return event;
  }

  static std::string refusalOf(const WantedValue& wanted)
  {
    if (std::holds_alternative<double>(wanted.value)) return "The value is outside the range";
    return "No value displays \"" + std::get<std::string>(wanted.value) + "\"";
  }

  const clap_plugin_t* plugin_;
  const clap_plugin_params_t* functions_;
  std::vector<clap_param_info_t> all_;
  std::map<std::string, std::size_t> places_;
};

void loadState(const ClapInstance& instance, const PluginState& state)
{
  const auto* functions = instance.extension<clap_plugin_state_t>(CLAP_EXT_STATE);
  if (functions == nullptr || functions->load == nullptr) {
    throw Failure(PLUGINARY_LOAD_ERROR, "The plugin loads no states");
  }
  Reading reading{state.data};
  const clap_istream_t stream{&reading, &Reading::read};
  if (!functions->load(instance.plugin(), &stream)) throw Failure(PLUGINARY_LOAD_ERROR, "The plugin refused the state");
}

void loadPreset(const ClapInstance& instance, const PresetReference& preset)
{
  const auto* functions = instance.extension<clap::PluginPresetLoad>(clap::EXT_PRESET_LOAD);
  if (functions == nullptr) functions = instance.extension<clap::PluginPresetLoad>(clap::EXT_PRESET_LOAD_DRAFT);
  if (functions == nullptr || functions->fromLocation == nullptr) {
    throw Failure(PLUGINARY_LOAD_ERROR, "The plugin loads no presets itself");
  }
  const bool isFile = !preset.location.empty();
  const char* location = isFile ? preset.location.c_str() : nullptr;
  const char* loadKey = preset.loadKey.empty() ? nullptr : preset.loadKey.c_str();
  const auto kind = isFile ? clap::PRESETS_IN_FILES : clap::PRESETS_IN_PLUGIN;
  if (!functions->fromLocation(instance.plugin(), kind, location, loadKey)) {
    throw Failure(PLUGINARY_LOAD_ERROR, "The plugin refused the preset");
  }
}

std::string saveState(const ClapInstance& instance, std::vector<StateNote>& warnings)
{
  const auto* functions = instance.extension<clap_plugin_state_t>(CLAP_EXT_STATE);
  if (functions == nullptr || functions->save == nullptr) {
    warnings.push_back({"no-state", "The plugin stores no state"});
    return {};
  }
  Writing writing;
  const clap_ostream_t stream{&writing, &Writing::write};
  const bool isSaved = functions->save(instance.plugin(), &stream);
  if (writing.isFull) {
    throw Failure(PLUGINARY_OUT_OF_MEMORY,
                  "The plugin's state has more than " + std::to_string(MAXIMUM_STATE_BYTES) + " bytes");
  }
  if (!isSaved) throw Failure(PLUGINARY_LOAD_ERROR, "The plugin did not save its state");
  return std::move(writing.bytes);
}

} // namespace

StateAnswer clapState(ClapInstance& instance, const StateRequest& request)
{
  if (request.program) throw Failure(PLUGINARY_LOAD_ERROR, "CLAP plugins have no programs");
  StateAnswer answer;
  instance.activate();
  if (request.state) loadState(instance, *request.state);
  if (request.preset) loadPreset(instance, *request.preset);
  instance.serveCallbacks();
  // Some plugins apply what they have loaded only when they are activated
  instance.activate();
  const Parameters parameters(instance);
  instance.processBlock(parameters.changes(request.values, answer.refused));
  answer.state.data = saveState(instance, answer.warnings);
  answer.parameters = parameters.values();
  return answer;
}

} // namespace pluginary
