// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_CONTROLS_H
#define PLUGINARY_LV2_CONTROLS_H

#include "lv2/lv2_parameter.h"
#include "lv2_atom_value.h"
#include "lv2_instance.h"
#include "plugin_state.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pluginary {

/// The parameters of a live plugin: control ports, and properties that are set by
/// messages.
class Lv2Controls {
public:
  /// `messages` is the port that takes messages.  All references must live longer.
  Lv2Controls(const Lv2Vocabulary& words, const std::vector<Lv2Parameter>& parameters,
              std::optional<std::uint32_t> messages, Lv2Instance& instance, Lv2Urids& urids);

  /// Sets ports as a state gives them, even outside their ranges.  `refused` get those that
  /// the plugin does not have.
  void load(const std::vector<std::pair<std::string, double>>& ports, std::vector<StateNote>& refused);

  /// Sets one parameter.  Returns the reason if it cannot be, else an empty text.
  std::string set(const WantedValue& wanted);

  /// The values of all control inputs by symbol.  `warnings` get those that are not finite.
  std::vector<std::pair<std::string, double>> ports(std::vector<StateNote>& warnings) const;

  /// All parameters, the properties as the plugin has stored them.
  std::vector<ParameterValue> values(const std::vector<StateProperty>& stored) const;

private:
  const Lv2Parameter* find(const std::string& id) const;
  std::string setPort(const Lv2Parameter& parameter, const WantedValue& wanted);
  std::string setProperty(const Lv2Parameter& parameter, const WantedValue& wanted);
  std::optional<Lv2AtomValue> valueFor(const Lv2Parameter& parameter, const WantedValue& wanted) const;

  const Lv2Vocabulary& words_;
  const std::vector<Lv2Parameter>& parameters_;
  const std::optional<std::uint32_t> messages_;
  Lv2Instance& instance_;
  Lv2Urids& urids_;
};

} // namespace pluginary

#endif // PLUGINARY_LV2_CONTROLS_H
