// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_BUSES_H
#define PLUGINARY_VST3_BUSES_H

#include "json_writer.h"

#include <pluginterfaces/vst/ivstcomponent.h>

namespace pluginary {

/// Writes the array of a component's buses: audio before events, inputs before
/// outputs, each in the component's order.
void writeVst3Buses(JsonWriter& json, Steinberg::Vst::IComponent& component);

} // namespace pluginary

#endif // PLUGINARY_VST3_BUSES_H
