// SPDX-License-Identifier: GPL-3.0-or-later

// Reads the plugins of VST3 modules through the SDK's interfaces, without JUCE and
// without any protection: classes, buses, parameters with their texts, latency.
// It prints one line of JSON for each plugin.
//
//   vst3_reader LIBRARY...     a LIBRARY is the file inside a bundle

#include "json_text.h"

#include <pluginterfaces/base/ipluginbase.h>
#include <pluginterfaces/vst/ivstaudioprocessor.h>
#include <pluginterfaces/vst/ivstcomponent.h>
#include <pluginterfaces/vst/ivsteditcontroller.h>
#include <pluginterfaces/vst/ivsthostapplication.h>
#include <pluginterfaces/vst/ivstmessage.h>
#include <pluginterfaces/vst/ivstunits.h>

#include <public.sdk/source/common/memorystream.h>
#include <codecvt>
#include <cstring>
#include <dlfcn.h>
#include <locale>
#include <string>
#include <unistd.h>

using namespace Steinberg;

namespace {

/// The host as plugins see it; it lives as long as the process.
class Host final : public Vst::IHostApplication {
public:
  tresult PLUGIN_API getName(Vst::String128 name) override
  {
    std::memcpy(name, u"reader", sizeof u"reader");
    return kResultOk;
  }
  tresult PLUGIN_API createInstance(TUID, TUID, void** object) override
  {
    *object = nullptr;
    return kNotImplemented;
  }
  tresult PLUGIN_API queryInterface(const TUID id, void** object) override
  {
    const bool isKnown = FUnknownPrivate::iidEqual(id, Vst::IHostApplication::iid) ||
      FUnknownPrivate::iidEqual(id, FUnknown::iid);
    *object = isKnown ? this : nullptr;
    return isKnown ? kResultOk : kNoInterface;
  }
  uint32 PLUGIN_API addRef() override { return 1; }
  uint32 PLUGIN_API release() override { return 1; }
};

Host host;

std::string textOf(const char16* text)
{
  static std::wstring_convert<std::codecvt_utf8_utf16<char16_t>, char16_t> converter("?");
  return converter.to_bytes(text);
}

void putBuses(Vst::IComponent& component)
{
  printf(",\"buses\":[");
  const char* comma = "";
  for (const Vst::MediaType type : {Vst::kAudio, Vst::kEvent}) {
    for (const Vst::BusDirection direction : {Vst::kInput, Vst::kOutput}) {
      const int32 count = component.getBusCount(type, direction);
      for (int32 i = 0; i < count; ++i) {
        Vst::BusInfo bus{};
        if (component.getBusInfo(type, direction, i, bus) != kResultOk) continue;
        printf("%s{\"type\":%d,\"direction\":%d,\"channels\":%d", comma, type, direction, bus.channelCount);
        putMember("name", textOf(bus.name).c_str());
        printf("}");
        comma = ",";
      }
    }
  }
  printf("]");
}

void putDisplay(Vst::IEditController& controller, const char* key, Vst::ParamID id, double value)
{
  Vst::String128 text{};
  putMember(key, controller.getParamStringByValue(id, value, text) == kResultOk ? textOf(text).c_str() : "");
}

void putParameters(Vst::IEditController& controller)
{
  printf(",\"parameters\":[");
  const int32 count = controller.getParameterCount();
  for (int32 i = 0; i < count; ++i) {
    Vst::ParameterInfo info{};
    if (controller.getParameterInfo(i, info) != kResultOk) continue;
    printf("%s{\"id\":%u,\"steps\":%d,\"flags\":%d,\"unitId\":%d,\"default\":%.17g", i == 0 ? "" : ",", info.id,
           info.stepCount, info.flags, info.unitId, info.defaultNormalizedValue);
    putMember("name", textOf(info.title).c_str());
    putMember("unit", textOf(info.units).c_str());
    putDisplay(controller, "minimumText", info.id, 0);
    putDisplay(controller, "maximumText", info.id, 1);
    putDisplay(controller, "defaultText", info.id, info.defaultNormalizedValue);
    if ((info.flags & Vst::ParameterInfo::kIsList) != 0) {
      for (int32 step = 0; step <= info.stepCount && info.stepCount > 0; ++step) {
        putDisplay(controller, "label", info.id, static_cast<double>(step) / info.stepCount);
      }
    }
    printf("}");
  }
  printf("]");
}

void putUnits(FUnknown& object)
{
  const FUnknownPtr<Vst::IUnitInfo> units(&object);
  if (!units) return;
  for (int32 i = 0; i < units->getUnitCount(); ++i) {
    Vst::UnitInfo unit{};
    if (units->getUnitInfo(i, unit) == kResultOk) putMember("unit", textOf(unit.name).c_str());
  }
  for (int32 i = 0; i < units->getProgramListCount(); ++i) {
    Vst::ProgramListInfo list{};
    if (units->getProgramListInfo(i, list) != kResultOk) continue;
    for (int32 program = 0; program < list.programCount; ++program) {
      Vst::String128 name{};
      if (units->getProgramName(list.id, program, name) == kResultOk) putMember("program", textOf(name).c_str());
    }
  }
}

/// Many plugins know their latency only while they are active.
void putLatency(Vst::IComponent& component)
{
  const FUnknownPtr<Vst::IAudioProcessor> processor(&component);
  if (!processor) return;
  Vst::ProcessSetup setup{Vst::kRealtime, Vst::kSample32, 512, 48'000};
  processor->setupProcessing(setup);
  const bool isActive = component.setActive(true) == kResultOk;
  printf(",\"latency\":%u", processor->getLatencySamples());
  if (isActive) component.setActive(false);
}

/// The controller of a component, which may be the component itself.
IPtr<Vst::IEditController> controllerOf(IPluginFactory& factory, Vst::IComponent& component)
{
  Vst::IEditController* controller = nullptr;
  if (component.queryInterface(Vst::IEditController::iid, reinterpret_cast<void**>(&controller)) == kResultOk) {
    return owned(controller);
  }
  TUID id;
  if (component.getControllerClassId(id) != kResultOk) return nullptr;
  factory.createInstance(id, Vst::IEditController::iid, reinterpret_cast<void**>(&controller));
  if (controller != nullptr) controller->initialize(&host);
  return owned(controller);
}

void putPlugin(IPluginFactory& factory, const PClassInfo& info)
{
  Vst::IComponent* made = nullptr;
  factory.createInstance(info.cid, Vst::IComponent::iid, reinterpret_cast<void**>(&made));
  if (made == nullptr || made->initialize(&host) != kResultOk) return;
  IPtr<Vst::IComponent> component = owned(made);
  IPtr<Vst::IEditController> controller = controllerOf(factory, *component);
  const FUnknownPtr<Vst::IConnectionPoint> ours(component.get());
  const FUnknownPtr<Vst::IConnectionPoint> theirs(controller.get());
  if (ours && theirs) {
    ours->connect(theirs);
    theirs->connect(ours);
  }
  // Part of every host's setup: the controller learns the component's state.
  if (controller) {
    IPtr<MemoryStream> state = owned(new MemoryStream);
    if (component->getState(state) == kResultOk) {
      state->seek(0, IBStream::kIBSeekSet, nullptr);
      controller->setComponentState(state);
    }
  }
  printf("{\"x\":0");
  putMember("name", info.name);
  putBuses(*component);
  if (controller) {
    putParameters(*controller);
    putUnits(*controller);
  }
  putLatency(*component);
  puts("}");
  if (ours && theirs) {
    ours->disconnect(theirs);
    theirs->disconnect(ours);
  }
  if (controller) controller->terminate();
  component->terminate();
}

void readModule(const char* library)
{
  void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return;
  const auto enter = reinterpret_cast<bool (*)(void*)>(dlsym(handle, "ModuleEntry"));
  const auto getFactory = reinterpret_cast<IPluginFactory* (*)()>(dlsym(handle, "GetPluginFactory"));
  if ((enter != nullptr && !enter(handle)) || getFactory == nullptr) return;
  const IPtr<IPluginFactory> factory = owned(getFactory());
  for (int32 i = 0; i < factory->countClasses(); ++i) {
    PClassInfo info{};
    if (factory->getClassInfo(i, &info) != kResultOk) continue;
    if (std::strcmp(info.category, kVstAudioEffectClass) == 0) putPlugin(*factory, info);
  }
}

} // namespace

int main(int argumentCount, char** arguments)
{
  for (int i = 1; i < argumentCount; ++i) readModule(arguments[i]);
  fflush(stdout);
  _exit(0); // Modules are not unloaded: their exit code is no part of reading
}
