// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_PARAMETERS_H
#define PLUGINARY_VST3_PARAMETERS_H

#include "json_writer.h"

#include <pluginterfaces/vst/ivstcomponent.h>
#include <pluginterfaces/vst/ivsteditcontroller.h>

#include <string>
#include <vector>

namespace pluginary {

/// Writes the array of a controller's parameters, in its order.  Values are
/// normalised, 0 to 1.
///
/// The component answers for interfaces that its controller lacks.  Returns the
/// problem with the defaults, or an empty text: plugins crash on values outside the
/// range, so such a default is moved into it.
std::string writeVst3Parameters(JsonWriter& json, Steinberg::Vst::IEditController& controller,
                         Steinberg::Vst::IComponent& component);

/// The parameters that belong to a state, in the controller's order: all but those that
/// stand in for MIDI controllers.  Throws Failure.
std::vector<Steinberg::Vst::ParameterInfo> settableVst3Parameters(Steinberg::Vst::IEditController& controller,
                                                                  Steinberg::Vst::IComponent& component);

} // namespace pluginary

#endif // PLUGINARY_VST3_PARAMETERS_H
