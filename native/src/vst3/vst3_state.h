// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_STATE_H
#define PLUGINARY_VST3_STATE_H

#include "plugin_state.h"

namespace pluginary {

class Vst3Instance;

/// Loads what a request says into a plugin, lets it process a block, and reads its state.
/// Throws Failure.
StateAnswer vst3State(Vst3Instance& instance, const StateRequest& request);

} // namespace pluginary

#endif // PLUGINARY_VST3_STATE_H
