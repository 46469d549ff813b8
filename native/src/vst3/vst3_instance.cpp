// SPDX-License-Identifier: GPL-3.0-or-later

// JUCE's VST3 host classes are visible only where its module is compiled, so
// this file compiles the module and then uses them instead of
// VST3PluginFormat::createPluginInstance().  That function cannot distinguish two
// classes with the same name, insists on the bundle's file name, loads the module
// a second time, has one error for everything and dereferences null when a plugin
// has no controller.  The names used here are the same from JUCE 7.0.0 to 7.0.12.
#if defined(__APPLE__)
#  include <juce_audio_processors/juce_audio_processors.mm>
#else
#  include <juce_audio_processors/juce_audio_processors.cpp>
#endif

#include "vst3_instance.h"

#include "failure.h"
#include "vst3_limits.h"

namespace pluginary {
namespace {

namespace Vst = Steinberg::Vst;
using juce::VST3ComponentHolder;
using juce::VST3PluginInstance;
using Steinberg::FUnknownPtr;
using Steinberg::kResultOk;

constexpr double SAMPLE_RATE = 48'000.0;
constexpr int BLOCK_SIZE = 512;

Vst::IEditController* controllerOf(const VST3PluginInstance& instance);

/// Reaches the controller that JUCE keeps private.  An explicit instantiation may
/// name private members ([temp.spec.general]).  A second controller of our own
/// would not be connected to the component, and plugins made with JUCE have no
/// parameters without that.
template <auto MEMBER>
struct ControllerAccess {
  friend Vst::IEditController* controllerOf(const VST3PluginInstance& instance)
  {
    return (instance.*MEMBER).get();
  }
};

template struct ControllerAccess<&VST3PluginInstance::editController>;

[[noreturn]] void fail(const Vst3Class& plugin, const std::string& reason)
{
  throw Failure(PLUGINARY_LOAD_ERROR, "Cannot load the plugin \"" + plugin.name + "\": " + reason);
}

/// Creates the component of exactly this class.  The holder's own initialise()
/// would look it up by name.
std::unique_ptr<VST3ComponentHolder> makeComponent(Steinberg::IPluginFactory& factory, const Vst3Class& plugin)
{
  Steinberg::TUID classId;
  std::memcpy(classId, plugin.classId.data(), sizeof classId);

  auto holder = std::make_unique<VST3ComponentHolder>(nullptr);
  if (!holder->factory.loadFrom(&factory)) fail(plugin, "its factory does not know its own interface");
  if (!holder->component.loadFrom(holder->factory.get(), classId) || holder->component.get() == nullptr) {
    fail(plugin, "the factory did not create a component of this class");
  }
  if (holder->component->initialize(holder->host->getFUnknown()) != kResultOk) {
    fail(plugin, "the component refused to initialize");
  }
  holder->cidOfComponent = Steinberg::FUID(classId);
  holder->isComponentInitialised = true;
  return holder;
}

void checkBuses(Vst::IComponent& component)
{
  for (const Vst::MediaType type : {Vst::kAudio, Vst::kEvent}) {
    for (const Vst::BusDirection direction : {Vst::kInput, Vst::kOutput}) {
      checkedCount(component.getBusCount(type, direction), MAXIMUM_BUSES, "buses");
    }
  }
}

void checkUnits(Steinberg::FUnknown* object)
{
  const FUnknownPtr<Vst::IUnitInfo> units(object);
  if (!units) return;
  checkedCount(units->getUnitCount(), MAXIMUM_UNITS, "units");
  const auto lists = checkedCount(units->getProgramListCount(), MAXIMUM_UNITS, "program lists");
  for (Steinberg::int32 i = 0; i < lists; ++i) {
    Vst::ProgramListInfo list{};
    if (units->getProgramListInfo(i, list) == kResultOk) {
      checkedCount(list.programCount, MAXIMUM_PROGRAMS, "programs");
    }
  }
}

/// JUCE trusts the number of steps of a parameter that changes programs.
void checkProgramSteps(Vst::IEditController& controller, Steinberg::int32 parameters)
{
  for (Steinberg::int32 i = 0; i < parameters; ++i) {
    Vst::ParameterInfo info{};
    if (controller.getParameterInfo(i, info) == kResultOk &&
        (info.flags & Vst::ParameterInfo::kIsProgramChange) != 0) {
      checkedCount(info.stepCount, MAXIMUM_PROGRAMS, "program steps");
    }
  }
}

/// JUCE trusts every count and expects each interface to exist, so anything that
/// would make it hang or crash is checked first.  A controller with a class of its
/// own knows its parameters only after JUCE has connected it; there the scanner's
/// limits on time and memory have to suffice.
void checkBeforeHosting(VST3ComponentHolder& holder, const Vst3Class& plugin)
{
  if (!FUnknownPtr<Vst::IAudioProcessor>(holder.component.get())) fail(plugin, "it has no audio processor");
  checkBuses(*holder.component.get());
  checkUnits(holder.component.get());

  juce::VSTComSmartPtr<Vst::IEditController> controller;
  if (!holder.fetchController(controller)) fail(plugin, "it has no edit controller");
  if (!holder.isIComponentAlsoIEditController()) return;
  checkProgramSteps(*controller.get(),
                    checkedCount(controller->getParameterCount(), MAXIMUM_PARAMETERS, "parameters"));
}

std::unique_ptr<VST3PluginInstance> host(Steinberg::IPluginFactory& factory, const Vst3Class& plugin)
{
  auto holder = makeComponent(factory, plugin);
  checkBeforeHosting(*holder, plugin);
  auto instance = std::make_unique<VST3PluginInstance>(std::move(holder));
  if (!instance->initialise()) fail(plugin, "it cannot be connected to its edit controller");
  return instance;
}

} // namespace

struct Vst3Instance::Hosted {
  std::unique_ptr<VST3PluginInstance> plugin;
};

Vst3Instance::Vst3Instance(Steinberg::IPluginFactory& factory, const Vst3Class& plugin)
  : hosted_(std::make_unique<Hosted>(Hosted{host(factory, plugin)}))
{
}

Vst3Instance::~Vst3Instance() = default;

Vst::IComponent& Vst3Instance::component() const
{
  // JUCE's platform-specific data of a VST3 plugin
  return *static_cast<Vst::IComponent*>(hosted_->plugin->getPlatformSpecificData());
}

Vst::IEditController& Vst3Instance::controller() const
{
  return *controllerOf(*hosted_->plugin);
}

std::int64_t Vst3Instance::latencySamples()
{
  hosted_->plugin->prepareToPlay(SAMPLE_RATE, BLOCK_SIZE);
  // JUCE asks before it activates, which is too early for JUCE's own plugins
  return FUnknownPtr<Vst::IAudioProcessor>(&component())->getLatencySamples();
}

} // namespace pluginary
