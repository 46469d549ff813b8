// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_BLOCK_H
#define PLUGINARY_VST3_BLOCK_H

#include "vst3_changes.h"

#include <pluginterfaces/vst/ivstaudioprocessor.h>
#include <pluginterfaces/vst/ivstcomponent.h>

namespace pluginary {

/// Lets a plugin process one block of silence with parameter changes, and collects
/// the changes that it reports.  Throws Failure.
void processVst3Block(Steinberg::Vst::IComponent& component, Steinberg::Vst::IAudioProcessor& processor,
                      Vst3Changes& input, Vst3Changes& output);

} // namespace pluginary

#endif // PLUGINARY_VST3_BLOCK_H
