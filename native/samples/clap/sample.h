// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_SAMPLES_CLAP_SAMPLE_H
#define PLUGINARY_SAMPLES_CLAP_SAMPLE_H

#include "clap/clap_abi.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <vector>

/// Everything the CLAP samples share: one plugin per module, stereo output,
/// parameters whose values are their state.
namespace samples {

/// A parameter; its id is its position in the plugin's list.
struct Parameter {
  const char* name;
  const char* unit;
  double minimum;
  double maximum;
  double initial;
  std::span<const char* const> choices = {}; ///< Names of the values 0, 1, ...; empty for a continuous parameter
  clap_param_info_flags flags = 0;           ///< Beside those that all parameters have
};

/// What a sample is, apart from its sound.
struct Shape {
  clap_plugin_descriptor_t descriptor;
  bool isInstrument; ///< Takes notes instead of audio
  std::span<const Parameter> parameters;
};

inline bool equals(const char* first, const char* second)
{
  return std::strcmp(first, second) == 0;
}

/// A plugin that does nothing; samples override the functions below.
class Plugin {
public:
  explicit Plugin(const Shape& shape)
    : shape_(shape), values_(shape.parameters.size())
  {
    for (std::size_t i = 0; i < values_.size(); ++i) values_[i] = shape.parameters[i].initial;
    clap.desc = &shape.descriptor;
    clap.plugin_data = this;
    clap.init = [](const clap_plugin_t* plugin) { return of(plugin).init(); };
    clap.destroy = [](const clap_plugin_t* plugin) { delete &of(plugin); };
    clap.activate = [](const clap_plugin_t* plugin, double sampleRate, std::uint32_t, std::uint32_t) {
      of(plugin).prepare(sampleRate);
      return true;
    };
    clap.deactivate = [](const clap_plugin_t*) {};
    clap.start_processing = [](const clap_plugin_t*) { return true; };
    clap.stop_processing = [](const clap_plugin_t*) {};
    clap.reset = [](const clap_plugin_t* plugin) { of(plugin).reset(); };
    clap.process = process;
    clap.get_extension = getExtension;
    clap.on_main_thread = [](const clap_plugin_t*) {};
  }
  Plugin(const Plugin&) = delete;
  Plugin& operator=(const Plugin&) = delete;
  virtual ~Plugin() = default;

  clap_plugin_t clap{};

protected:
  virtual bool init() { return true; }
  virtual void prepare(double) {}
  virtual void reset() {}
  virtual void noteOn(int, double) {}
  virtual void noteOff(int) {}
  /// Renders frames from `begin` up to `end`.  An instrument's inputs are null.
  virtual void render(const float* const*, float* const*, std::uint32_t, std::uint32_t) {}

  double value(std::size_t parameter) const { return values_[parameter]; }

private:
  static Plugin& of(const clap_plugin_t* plugin) { return *static_cast<Plugin*>(plugin->plugin_data); }

  /// Renders the frames between events, so that each takes effect at its own frame.
  static clap_process_status process(const clap_plugin_t* plugin, const clap_process_t* process)
  {
    Plugin& self = of(plugin);
    const bool hasInput = process->audio_inputs_count > 0 && process->audio_inputs[0].channel_count >= 2;
    const bool hasOutput = process->audio_outputs_count > 0 && process->audio_outputs[0].channel_count >= 2;
    if (!hasOutput || (!hasInput && !self.shape_.isInstrument)) return CLAP_PROCESS_ERROR;
    const float* const* inputs = hasInput ? process->audio_inputs[0].data32 : nullptr;
    std::uint32_t frame = 0;
    const std::uint32_t events = process->in_events->size(process->in_events);
    for (std::uint32_t i = 0; i < events; ++i) {
      const clap_event_header_t* event = process->in_events->get(process->in_events, i);
      const std::uint32_t time = std::clamp(event->time, frame, process->frames_count);
      self.render(inputs, process->audio_outputs[0].data32, frame, time);
      frame = time;
      self.handle(*event);
    }
    self.render(inputs, process->audio_outputs[0].data32, frame, process->frames_count);
    return CLAP_PROCESS_CONTINUE;
  }

  void handle(const clap_event_header_t& event)
  {
    if (event.space_id != CLAP_CORE_EVENT_SPACE_ID) return;
    const void* whole = &event;
    if (event.type == CLAP_EVENT_PARAM_VALUE) {
      const auto& change = *static_cast<const clap_event_param_value_t*>(whole);
      set(change.param_id, change.value);
    } else if (event.type == CLAP_EVENT_NOTE_ON || event.type == CLAP_EVENT_NOTE_OFF) {
      const auto& note = *static_cast<const clap_event_note_t*>(whole);
      if (event.type == CLAP_EVENT_NOTE_ON) noteOn(note.key, note.velocity);
      else noteOff(note.key);
    }
  }

  void set(std::size_t index, double value)
  {
    if (index >= values_.size()) return;
    const Parameter& parameter = shape_.parameters[index];
    values_[index] = std::clamp(value, parameter.minimum, parameter.maximum);
  }

  static const void* getExtension(const clap_plugin_t* plugin, const char* id)
  {
    if (equals(id, CLAP_EXT_AUDIO_PORTS)) return &AUDIO_PORTS_EXTENSION;
    if (equals(id, CLAP_EXT_NOTE_PORTS)) return of(plugin).shape_.isInstrument ? &NOTE_PORTS_EXTENSION : nullptr;
    if (equals(id, CLAP_EXT_PARAMS)) return &PARAMETERS_EXTENSION;
    if (equals(id, CLAP_EXT_STATE)) return &STATE_EXTENSION;
    return nullptr;
  }

  static std::uint32_t countAudioPorts(const clap_plugin_t* plugin, bool isInput)
  {
    return isInput && of(plugin).shape_.isInstrument ? 0 : 1;
  }

  static bool getAudioPort(const clap_plugin_t* plugin, std::uint32_t index, bool isInput,
                           clap_audio_port_info_t* port)
  {
    if (index >= countAudioPorts(plugin, isInput)) return false;
    *port = {};
    std::snprintf(port->name, sizeof port->name, "%s", isInput ? "Input" : "Output");
    port->flags = CLAP_AUDIO_PORT_IS_MAIN;
    port->channel_count = 2;
    port->port_type = CLAP_PORT_STEREO;
    port->in_place_pair = CLAP_INVALID_ID;
    return true;
  }

  static std::uint32_t countNotePorts(const clap_plugin_t*, bool isInput) { return isInput ? 1 : 0; }

  static bool getNotePort(const clap_plugin_t*, std::uint32_t index, bool isInput, clap_note_port_info_t* port)
  {
    if (index > 0 || !isInput) return false;
    *port = {};
    std::snprintf(port->name, sizeof port->name, "Notes");
    port->supported_dialects = CLAP_NOTE_DIALECT_CLAP;
    port->preferred_dialect = CLAP_NOTE_DIALECT_CLAP;
    return true;
  }

  static std::uint32_t countParameters(const clap_plugin_t* plugin)
  {
    return static_cast<std::uint32_t>(of(plugin).values_.size());
  }

  static bool getParameter(const clap_plugin_t* plugin, std::uint32_t index, clap_param_info_t* info)
  {
    if (index >= of(plugin).values_.size()) return false;
    const Parameter& parameter = of(plugin).shape_.parameters[index];
    *info = {};
    info->id = index;
    info->flags = CLAP_PARAM_IS_AUTOMATABLE | parameter.flags;
    if (!parameter.choices.empty()) info->flags |= CLAP_PARAM_IS_STEPPED | pluginary::clap::PARAM_IS_ENUM;
    std::snprintf(info->name, sizeof info->name, "%s", parameter.name);
    info->min_value = parameter.minimum;
    info->max_value = parameter.maximum;
    info->default_value = parameter.initial;
    return true;
  }

  static bool getValue(const clap_plugin_t* plugin, clap_id id, double* value)
  {
    if (id >= of(plugin).values_.size()) return false;
    *value = of(plugin).values_[id];
    return true;
  }

  static bool valueToText(const clap_plugin_t* plugin, clap_id id, double value, char* out, std::uint32_t capacity)
  {
    if (id >= of(plugin).values_.size()) return false;
    const Parameter& parameter = of(plugin).shape_.parameters[id];
    const auto choice = static_cast<std::size_t>(std::max(value, 0.0));
    if (choice < parameter.choices.size()) std::snprintf(out, capacity, "%s", parameter.choices[choice]);
    else if (*parameter.unit == '\0') std::snprintf(out, capacity, "%.2f", value);
    else std::snprintf(out, capacity, "%.1f %s", value, parameter.unit);
    return true;
  }

  static bool textToValue(const clap_plugin_t* plugin, clap_id id, const char* text, double* value)
  {
    if (id >= of(plugin).values_.size()) return false;
    const std::span<const char* const> choices = of(plugin).shape_.parameters[id].choices;
    const auto choice = std::find_if(choices.begin(), choices.end(), [&](auto name) { return equals(name, text); });
    char* end = nullptr;
    *value = choice != choices.end() ? static_cast<double>(choice - choices.begin()) : std::strtod(text, &end);
    return end != text;
  }

  static void flush(const clap_plugin_t* plugin, const clap_input_events_t* events, const clap_output_events_t*)
  {
    for (std::uint32_t i = 0; i < events->size(events); ++i) of(plugin).handle(*events->get(events, i));
  }

  static bool save(const clap_plugin_t* plugin, const clap_ostream_t* stream)
  {
    const std::vector<double> values(of(plugin).values_.begin(), of(plugin).values_.end());
    std::span<const std::byte> rest = std::as_bytes(std::span(values));
    while (!rest.empty()) {
      const std::int64_t written = stream->write(stream, rest.data(), rest.size());
      if (written <= 0) return false;
      rest = rest.subspan(static_cast<std::size_t>(written));
    }
    return true;
  }

  static bool load(const clap_plugin_t* plugin, const clap_istream_t* stream)
  {
    std::vector<double> values(of(plugin).values_.size());
    std::span<std::byte> rest = std::as_writable_bytes(std::span(values));
    while (!rest.empty()) {
      const std::int64_t read = stream->read(stream, rest.data(), rest.size());
      if (read <= 0) return false;
      rest = rest.subspan(static_cast<std::size_t>(read));
    }
    for (std::size_t i = 0; i < values.size(); ++i) of(plugin).set(i, values[i]);
    return true;
  }

  static constexpr clap_plugin_audio_ports_t AUDIO_PORTS_EXTENSION = {countAudioPorts, getAudioPort};
  static constexpr clap_plugin_note_ports_t NOTE_PORTS_EXTENSION = {countNotePorts, getNotePort};
  static constexpr clap_plugin_params_t PARAMETERS_EXTENSION = {countParameters, getParameter, getValue,
                                                                valueToText,     textToValue,  flush};
  static constexpr clap_plugin_state_t STATE_EXTENSION = {save, load};

  const Shape& shape_;
  /// Set on the audio thread, read on the main thread.
  std::vector<std::atomic<double>> values_;
};

/// The factory of a module with one plugin; SAMPLE has its Shape as SAMPLE::SHAPE.
template <typename SAMPLE>
constexpr clap_plugin_factory_t FACTORY = {
  [](const clap_plugin_factory_t*) { return 1U; },
  [](const clap_plugin_factory_t*, std::uint32_t index) -> const clap_plugin_descriptor_t* {
    return index == 0 ? &SAMPLE::SHAPE.descriptor : nullptr;
  },
  [](const clap_plugin_factory_t*, const clap_host_t*, const char* id) -> const clap_plugin_t* {
    return equals(id, SAMPLE::SHAPE.descriptor.id) ? &(new SAMPLE)->clap : nullptr;
  }};

/// The entry point of such a module.
template <typename SAMPLE>
constexpr clap_plugin_entry_t ENTRY = {
  CLAP_VERSION, [](const char*) { return true; }, [] {}, [](const char* id) -> const void* {
    return equals(id, CLAP_PLUGIN_FACTORY_ID) ? &FACTORY<SAMPLE> : nullptr;
  }};

/// A descriptor by the vendor of all samples.
inline clap_plugin_descriptor_t describe(const char* id, const char* name, const char* description,
                                         const char** features)
{
  return {CLAP_VERSION, id, name, "pluginary samples", "", "", "", "1.0.0", description, features};
}

} // namespace samples

#endif // PLUGINARY_SAMPLES_CLAP_SAMPLE_H
