// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_STATE_REQUEST_H
#define PLUGINARY_STATE_REQUEST_H

#include "plugin_state.h"

#include <juce_core/juce_core.h>

namespace pluginary {

/// Reads what a request of pluginary_state() wants the plugin to load.  Throws Failure,
/// also for the state of another format.
StateRequest readStateRequest(const juce::var& request);

} // namespace pluginary

#endif // PLUGINARY_STATE_REQUEST_H
