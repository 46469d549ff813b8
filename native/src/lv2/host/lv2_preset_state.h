// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_PRESET_STATE_H
#define PLUGINARY_LV2_PRESET_STATE_H

#include "lv2/lv2_vocabulary.h"
#include "lv2_urids.h"
#include "plugin_state.h"

#include <string>
#include <vector>

namespace pluginary {

/// The state in a preset's files.
struct Lv2PresetState {
  PluginState state;
  std::string folder; ///< Relative paths in it belong there
};

/// Reads a preset of a plugin.  The graph must keep all statements.  `warnings` get the
/// values that cannot be read.  Throws Failure if there is no such preset.
Lv2PresetState readLv2Preset(const Lv2Vocabulary& words, Lv2Node preset, Lv2Node plugin, Lv2Urids& urids,
                             std::vector<StateNote>& warnings);

/// The properties of the state that a plugin's own files give it to start with.
std::vector<StateProperty> readLv2DefaultState(const Lv2Vocabulary& words, Lv2Node plugin, Lv2Urids& urids,
                                               std::vector<StateNote>& warnings);

} // namespace pluginary

#endif // PLUGINARY_LV2_PRESET_STATE_H
