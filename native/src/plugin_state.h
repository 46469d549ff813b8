// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_PLUGIN_STATE_H
#define PLUGINARY_PLUGIN_STATE_H

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace pluginary {

/// The settings under which plugins are prepared before they get a state.
constexpr double STATE_SAMPLE_RATE = 48'000.0;
constexpr std::uint32_t STATE_BLOCK_SIZE = 512;

/// Most bytes of a state.  In base64 it fits the longest message of the protocol.
constexpr std::size_t MAXIMUM_STATE_BYTES = 40U * 1024 * 1024;

/// One value that an LV2 plugin has stored through its state interface.
struct StateProperty {
  std::string key;   ///< URI
  std::string type;  ///< URI of the value's type
  std::uint32_t flags;
  std::string value; ///< Bytes
};

/// The whole state of a plugin as its format stores it.  Each format uses its own
/// members only.
struct PluginState {
  std::string component;                            ///< VST3: the component's stream
  std::string controller;                           ///< VST3: the controller's stream
  std::string data;                                 ///< CLAP: its stream
  std::vector<std::pair<std::string, double>> ports; ///< LV2 by symbols, LADSPA by indices, in native units
  std::vector<StateProperty> properties;            ///< LV2
};

/// A value that a parameter shall get: a number as in the plugin's description, or
/// a text as the plugin displays it.
struct WantedValue {
  std::string id;
  std::variant<double, std::string> value;
};

/// The file of a preset and its key in it; the location of a preset inside the module
/// is empty.  LV2 presets have their URI as key.
struct PresetReference {
  std::string location;
  std::string loadKey;
};

/// What a plugin is to load before its state is read: at most one of the first
/// three, then the values in their order.
struct StateRequest {
  std::optional<PluginState> state;
  std::optional<PresetReference> preset;
  std::optional<std::size_t> program;
  std::vector<WantedValue> values;
};

/// What a parameter is set to.
struct ParameterValue {
  std::string id;
  double value;     ///< As in the plugin's description
  std::string text; ///< As the plugin displays it, with its unit
};

/// Something for people about a parameter, or about the whole plugin by a code.
struct StateNote {
  std::string subject; ///< A parameter's id, or the code of a warning
  std::string message;
};

/// A plugin's state after it has loaded what was asked and has run one block.
struct StateAnswer {
  PluginState state;
  std::vector<ParameterValue> parameters;
  std::vector<StateNote> refused;  ///< Wanted values that the plugin has not taken
  std::vector<StateNote> warnings;
};

/// Writes the answer of pluginary_state() for a plugin of a format.  Throws Failure for a
/// state that is too large.
std::string stateAnswerJson(std::string_view format, const StateAnswer& answer);

} // namespace pluginary

#endif // PLUGINARY_PLUGIN_STATE_H
