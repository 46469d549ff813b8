// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_INSTANCE_H
#define PLUGINARY_VST3_INSTANCE_H

#include "vst3_class.h"

#include <pluginterfaces/base/smartpointer.h>
#include <pluginterfaces/vst/ivstaudioprocessor.h>
#include <pluginterfaces/vst/ivstcomponent.h>
#include <pluginterfaces/vst/ivsteditcontroller.h>
#include <pluginterfaces/vst/ivstmessage.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace pluginary {

class Vst3Changes;

/// The component and the controller of a plugin, which send each other messages.
class Vst3Connection {
public:
  /// Does nothing for objects that need no connection.
  Vst3Connection(Steinberg::Vst::IComponent& component, Steinberg::Vst::IEditController& controller);
  Vst3Connection(const Vst3Connection&) = delete;
  Vst3Connection& operator=(const Vst3Connection&) = delete;
  ~Vst3Connection();

private:
  Steinberg::FUnknownPtr<Steinberg::Vst::IConnectionPoint> component_;
  Steinberg::FUnknownPtr<Steinberg::Vst::IConnectionPoint> controller_;
};

/// A live plugin: component and controller are created, initialised, connected
/// and in the same state.
class Vst3Instance {
public:
  /// Throws Failure.
  Vst3Instance(Steinberg::IPluginFactory& factory, const Vst3Class& plugin);
  Vst3Instance(const Vst3Instance&) = delete;
  Vst3Instance& operator=(const Vst3Instance&) = delete;
  ~Vst3Instance();

  Steinberg::Vst::IComponent& component() const { return *component_; }

  /// The controller; the component itself if the plugin does not separate the two.
  Steinberg::Vst::IEditController& controller() const { return *controller_; }

  /// Activates the buses that the plugin wants, and the plugin.  Does nothing the second time.
  void activate();

  /// Lets the active plugin process one block of silence with these changes, and brings
  /// those that it reports back to the controller.
  void processBlock(Vst3Changes& changes);

  /// The bytes of the component's and of the controller's state; empty for a part that stores
  /// nothing.  Throws Failure for one that is too large.
  std::string componentState();
  std::string controllerState();

  /// Brings the component, and the controller as far as it follows, into a state.  Returns
  /// whether the component took it.
  bool setComponentState(const std::string& bytes);

  /// Brings the controller's own part into a state.
  bool setControllerState(const std::string& bytes);

  /// Brings the controller into the state of the component.
  void synchroniseStates();

  /// Activates the plugin first, since many know their latency only then.
  std::int64_t latencySamples();

private:
  struct Terminate {
    void operator()(Steinberg::IPluginBase* object) const;
  };
  /// An object after its initialize().
  template <typename Object>
  using Initialised = std::unique_ptr<Object, Terminate>;

  static Initialised<Steinberg::Vst::IComponent> makeComponent(Steinberg::IPluginFactory& factory,
                                                               const Vst3Class& plugin);
  void makeController(Steinberg::IPluginFactory& factory);
  void activateBuses();

  Initialised<Steinberg::Vst::IComponent> component_;
  Steinberg::IPtr<Steinberg::Vst::IAudioProcessor> processor_;
  Steinberg::IPtr<Steinberg::Vst::IEditController> controller_;
  Initialised<Steinberg::Vst::IEditController> separateController_; ///< Null if the component is the controller
  std::optional<Vst3Connection> connection_;
  bool isActive_ = false;
};

} // namespace pluginary

#endif // PLUGINARY_VST3_INSTANCE_H
