// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_buses.h"

#include "vst3_limits.h"
#include "vst3_text.h"

#include <algorithm>

namespace pluginary {
namespace {

namespace Vst = Steinberg::Vst;
using Steinberg::int32;

const char* typeOf(Vst::MediaType type, const Vst::BusInfo& bus)
{
  if (type == Vst::kEvent) return "event";
  return (bus.flags & Vst::BusInfo::kIsControlVoltage) != 0 ? "cv" : "audio";
}

/// An event bus counts MIDI channels; plugins leave that at 0 and mean one.
int32 channelsOf(Vst::MediaType type, const Vst::BusInfo& bus)
{
  return std::max(bus.channelCount, type == Vst::kEvent ? 1 : 0);
}

void writeBus(JsonWriter& json, Vst::MediaType type, Vst::BusDirection direction, const Vst::BusInfo& bus)
{
  json.beginObject();
  json.member("direction", direction == Vst::kInput ? "input" : "output");
  json.member("type", typeOf(type, bus));
  json.member("name", textOf(bus.name));
  json.key("channels");
  json.integer(channelsOf(type, bus));
  json.member("role", bus.busType == Vst::kAux ? "aux" : "main");
  json.key("isDefaultActive");
  json.boolean((bus.flags & Vst::BusInfo::kDefaultActive) != 0);
  json.endObject();
}

} // namespace

void writeVst3Buses(JsonWriter& json, Vst::IComponent& component)
{
  json.beginArray();
  for (const Vst::MediaType type : {Vst::kAudio, Vst::kEvent}) {
    for (const Vst::BusDirection direction : {Vst::kInput, Vst::kOutput}) {
      const int32 count = checkedCount(component.getBusCount(type, direction), MAXIMUM_BUSES, "buses");
      for (int32 i = 0; i < count; ++i) {
        Vst::BusInfo bus{};
        if (component.getBusInfo(type, direction, i, bus) == Steinberg::kResultOk) {
          writeBus(json, type, direction, bus);
        }
      }
    }
  }
  json.endArray();
}

} // namespace pluginary
