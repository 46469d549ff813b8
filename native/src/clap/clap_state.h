// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_STATE_H
#define PLUGINARY_CLAP_STATE_H

#include "plugin_state.h"

namespace pluginary {

class ClapInstance;

/// Loads what a request says into a plugin, lets it process a block, and reads its state.
/// Throws Failure.
StateAnswer clapState(ClapInstance& instance, const StateRequest& request);

} // namespace pluginary

#endif // PLUGINARY_CLAP_STATE_H
