// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LADSPA_STATE_H
#define PLUGINARY_LADSPA_STATE_H

#include "plugin_state.h"

namespace pluginary {

class LadspaInstance;

/// Sets the ports of a plugin as a request says, lets it process a block, and reads
/// their values, which are all of its state.  Throws Failure.
StateAnswer ladspaState(LadspaInstance& instance, const StateRequest& request);

} // namespace pluginary

#endif // PLUGINARY_LADSPA_STATE_H
