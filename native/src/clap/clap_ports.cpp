// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_ports.h"

#include "clap_instance.h"
#include "clap_limits.h"
#include "plugin_text.h"

namespace pluginary {
namespace {

/// Channels of every note port: events of all dialects have a channel from 0 to
/// 15 (`channel` in clap/events.h), whatever the port.
constexpr std::uint32_t NOTE_CHANNELS = 16;

struct Bus {
  const char* type;
  std::string name;
  std::uint32_t channels;
  const char* role;
};

/// All ports of CLAP are active unless a host deactivates them.
void writeBus(JsonWriter& json, bool isInput, const Bus& bus)
{
  json.beginObject();
  json.member("direction", isInput ? "input" : "output");
  json.member("type", bus.type);
  json.member("name", bus.name);
  json.key("channels");
  json.integer(bus.channels);
  json.member("role", bus.role);
  json.key("isDefaultActive");
  json.boolean(true);
  json.endObject();
}

Bus busOf(const clap_audio_port_info_t& port)
{
  const bool isCv = pluginText(port.port_type) == clap::PORT_CV;
  const bool isMain = (port.flags & CLAP_AUDIO_PORT_IS_MAIN) != 0;
  return {isCv ? "cv" : "audio", pluginArrayText(port.name), port.channel_count, isMain ? "main" : "aux"};
}

Bus busOf(const clap_note_port_info_t& port)
{
  return {"event", pluginArrayText(port.name), NOTE_CHANNELS, "main"};
}

template <typename Info, typename Extension>
void writePorts(JsonWriter& json, const clap_plugin_t* plugin, const Extension* ports)
{
  if (ports == nullptr || ports->count == nullptr || ports->get == nullptr) return;
  for (const bool isInput : {true, false}) {
    const std::uint32_t count = clap::checkedCount(ports->count(plugin, isInput), clap::MAXIMUM_PORTS, "ports");
    for (std::uint32_t i = 0; i < count; ++i) {
      Info info{};
      if (ports->get(plugin, i, isInput, &info)) writeBus(json, isInput, busOf(info));
    }
  }
}

} // namespace

void writeClapBuses(JsonWriter& json, const ClapInstance& instance)
{
  json.beginArray();
  writePorts<clap_audio_port_info_t>(json, instance.plugin(),
                                     instance.extension<clap_plugin_audio_ports_t>(CLAP_EXT_AUDIO_PORTS));
  writePorts<clap_note_port_info_t>(json, instance.plugin(),
                                    instance.extension<clap_plugin_note_ports_t>(CLAP_EXT_NOTE_PORTS));
  json.endArray();
}

} // namespace pluginary
