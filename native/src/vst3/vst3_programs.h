// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_PROGRAMS_H
#define PLUGINARY_VST3_PROGRAMS_H

#include "json_writer.h"

#include <pluginterfaces/vst/ivstcomponent.h>
#include <pluginterfaces/vst/ivsteditcontroller.h>

#include <cstddef>

namespace pluginary {

/// Writes the array of a plugin's program names: those of every program list, then
/// the steps of program parameters whose unit has no list.
///
/// A list belongs to a unit, and a plugin with several parts has one for each; not
/// every list has a parameter that changes the program.
void writeVst3Programs(JsonWriter& json, Steinberg::Vst::IEditController& controller,
                       Steinberg::Vst::IComponent& component);

/// The value of a parameter that makes the plugin change its program.
struct Vst3ProgramChange {
  Steinberg::Vst::ParamID parameter;
  Steinberg::Vst::ParamValue value;
};

/// The change to a program, by its place among those that writeVst3Programs() gives.  Throws
/// Failure if there is no such program, or no parameter for it.
Vst3ProgramChange vst3ProgramChange(Steinberg::Vst::IEditController& controller,
                                    Steinberg::Vst::IComponent& component, std::size_t index);

} // namespace pluginary

#endif // PLUGINARY_VST3_PROGRAMS_H
