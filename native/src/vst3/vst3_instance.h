// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_INSTANCE_H
#define PLUGINARY_VST3_INSTANCE_H

#include "vst3_class.h"

#include <pluginterfaces/vst/ivstcomponent.h>
#include <pluginterfaces/vst/ivsteditcontroller.h>

#include <cstdint>
#include <memory>

namespace pluginary {

/// A live plugin, hosted by JUCE: component and controller are created,
/// initialised, connected and in the same state.
class Vst3Instance {
public:
  /// Throws Failure.
  Vst3Instance(Steinberg::IPluginFactory& factory, const Vst3Class& plugin);
  Vst3Instance(const Vst3Instance&) = delete;
  Vst3Instance& operator=(const Vst3Instance&) = delete;
  ~Vst3Instance();

  Steinberg::Vst::IComponent& component() const;

  /// The controller; the component itself if the plugin does not separate the two.
  Steinberg::Vst::IEditController& controller() const;

  /// Activates the plugin first, since many know their latency only then.
  std::int64_t latencySamples();

private:
  struct Hosted;
  std::unique_ptr<Hosted> hosted_;
};

} // namespace pluginary

#endif // PLUGINARY_VST3_INSTANCE_H
