// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_instance.h"

#include "failure.h"
#include "plugin_state.h"
#include "vst3_block.h"
#include "vst3_host.h"
#include "vst3_limits.h"
#include "vst3_stream.h"

#include <cstring>

namespace pluginary {
namespace {

namespace Vst = Steinberg::Vst;
using Steinberg::FUnknownPtr;
using Steinberg::int32;
using Steinberg::IPtr;
using Steinberg::kResultOk;

[[noreturn]] void fail(const Vst3Class& plugin, const std::string& reason)
{
  throw Failure(PLUGINARY_LOAD_ERROR, "Cannot load the plugin \"" + plugin.name + "\": " + reason);
}

/// Null if the factory does not create it.
template <typename Interface>
IPtr<Interface> create(Steinberg::IPluginFactory& factory, const Steinberg::TUID classId)
{
  void* object = nullptr;
  const bool isMade = factory.createInstance(classId, Interface::iid, &object) == kResultOk;
  return isMade ? Steinberg::owned(static_cast<Interface*>(object)) : nullptr;
}

/// The controller of a class that the module offers, for components that do not
/// know theirs.
IPtr<Vst::IEditController> createAnyController(Steinberg::IPluginFactory& factory)
{
  const int32 count = checkedCount(factory.countClasses(), MAXIMUM_CLASSES, "classes");
  for (int32 i = 0; i < count; ++i) {
    Steinberg::PClassInfo info{};
    if (factory.getClassInfo(i, &info) != kResultOk) continue;
    if (std::strncmp(info.category, kVstComponentControllerClass, sizeof info.category) != 0) continue;
    if (auto controller = create<Vst::IEditController>(factory, info.cid)) return controller;
  }
  return nullptr;
}

IPtr<Vst::IEditController> createController(Steinberg::IPluginFactory& factory, Vst::IComponent& component)
{
  Steinberg::TUID classId{};
  if (component.getControllerClassId(classId) == kResultOk && Steinberg::FUID(classId).isValid()) {
    if (auto controller = create<Vst::IEditController>(factory, classId)) return controller;
  }
  return createAnyController(factory);
}

/// The bytes that a plugin writes.
template <typename Writer>
std::string stateOf(Writer write)
{
  const auto stream = Steinberg::owned(new Vst3Stream);
  const bool isWritten = write(stream.get()) == kResultOk;
  if (stream->isFull()) {
    throw Failure(PLUGINARY_OUT_OF_MEMORY,
                  "The plugin's state has more than " + std::to_string(MAXIMUM_STATE_BYTES) + " bytes");
  }
  return isWritten ? stream->bytes() : std::string();
}

} // namespace

Vst3Connection::Vst3Connection(Vst::IComponent& component, Vst::IEditController& controller)
  : component_(&component), controller_(&controller)
{
  if (!component_ || !controller_) return;
  component_->connect(controller_);
  controller_->connect(component_);
}

Vst3Connection::~Vst3Connection()
{
  if (!component_ || !controller_) return;
  controller_->disconnect(component_);
  component_->disconnect(controller_);
}

Vst3Instance::Vst3Instance(Steinberg::IPluginFactory& factory, const Vst3Class& plugin)
  : component_(makeComponent(factory, plugin)),
    processor_(FUnknownPtr<Vst::IAudioProcessor>(component_.get())),
    controller_(FUnknownPtr<Vst::IEditController>(component_.get()))
{
  if (!processor_) fail(plugin, "it has no audio processor");
  if (!controller_) makeController(factory);
  if (!controller_) fail(plugin, "it has no edit controller");

  controller_->setComponentHandler(&Vst3Host::instance());
  // Plugins made with JUCE have no parameters without the connection, others
  // none before the setup
  connection_.emplace(*component_, *controller_);
  synchroniseStates();
  Vst::ProcessSetup setup{Vst::kRealtime, Vst::kSample32, static_cast<int32>(STATE_BLOCK_SIZE), STATE_SAMPLE_RATE};
  processor_->setupProcessing(setup);
}

Vst3Instance::~Vst3Instance()
{
  if (isActive_) component_->setActive(false);
  connection_.reset();
  controller_->setComponentHandler(nullptr);
}

std::int64_t Vst3Instance::latencySamples()
{
  activate();
  return processor_->getLatencySamples();
}

void Vst3Instance::activate()
{
  if (isActive_) return;
  activateBuses();
  isActive_ = true;
  component_->setActive(true);
}

void Vst3Instance::processBlock(Vst3Changes& changes)
{
  Vst3Changes reported;
  processVst3Block(*component_, *processor_, changes, reported);
  for (const auto& change : reported.all()) {
    int32 offset = 0;
    Vst::ParamValue value = 0;
    if (change->getPoint(0, offset, value) == kResultOk) controller_->setParamNormalized(change->getParameterId(), value);
  }
}

std::string Vst3Instance::componentState()
{
  return stateOf([&](Steinberg::IBStream* stream) { return component_->getState(stream); });
}

std::string Vst3Instance::controllerState()
{
  return stateOf([&](Steinberg::IBStream* stream) { return controller_->getState(stream); });
}

bool Vst3Instance::setComponentState(const std::string& bytes)
{
  const auto state = Steinberg::owned(new Vst3Stream(bytes));
  if (component_->setState(state) != kResultOk) return false;
  const auto again = Steinberg::owned(new Vst3Stream(bytes));
  controller_->setComponentState(again);
  return true;
}

bool Vst3Instance::setControllerState(const std::string& bytes)
{
  const auto state = Steinberg::owned(new Vst3Stream(bytes));
  return controller_->setState(state) == kResultOk;
}

void Vst3Instance::Terminate::operator()(Steinberg::IPluginBase* object) const
{
  object->terminate();
  object->release();
}

/// Creates the component of exactly this class.
Vst3Instance::Initialised<Vst::IComponent> Vst3Instance::makeComponent(Steinberg::IPluginFactory& factory,
                                                                       const Vst3Class& plugin)
{
  IPtr<Vst::IComponent> component = create<Vst::IComponent>(factory, plugin.classId.data());
  if (!component) fail(plugin, "the factory did not create a component of this class");
  if (component->initialize(Vst3Host::instance().context()) != kResultOk) {
    fail(plugin, "the component refused to initialize");
  }
  component->addRef();
  return Initialised<Vst::IComponent>(component);
}

/// Makes the controller of a component that is not its own.
void Vst3Instance::makeController(Steinberg::IPluginFactory& factory)
{
  controller_ = createController(factory, *component_);
  if (!controller_) return;
  // Not all that refuse fail to work
  controller_->initialize(Vst3Host::instance().context());
  controller_->addRef();
  separateController_.reset(controller_);
}

void Vst3Instance::synchroniseStates()
{
  const auto state = Steinberg::owned(new Vst3Stream);
  if (component_->getState(state) != kResultOk) return;
  state->seek(0, Steinberg::IBStream::kIBSeekSet, nullptr);
  controller_->setComponentState(state);
}

/// Activates the buses that a plugin wants to be active, and those for events.
void Vst3Instance::activateBuses()
{
  for (const Vst::MediaType type : {Vst::kAudio, Vst::kEvent}) {
    for (const Vst::BusDirection direction : {Vst::kInput, Vst::kOutput}) {
      const int32 count = checkedCount(component_->getBusCount(type, direction), MAXIMUM_BUSES, "buses");
      for (int32 i = 0; i < count; ++i) {
        Vst::BusInfo bus{};
        if (component_->getBusInfo(type, direction, i, bus) != kResultOk) continue;
        const bool isActive = type == Vst::kEvent || (bus.flags & Vst::BusInfo::kDefaultActive) != 0;
        component_->activateBus(type, direction, i, isActive);
      }
    }
  }
}

} // namespace pluginary
