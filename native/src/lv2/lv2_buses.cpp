// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_buses.h"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>

namespace pluginary {
namespace {

constexpr int MIDI_CHANNELS = 16;

/// The key that the ports of a bus share.
struct BusKey {
  Lv2PortKind kind;
  bool isOutput;
  bool isSideChain; ///< Outside groups only: a group is one bus
  Lv2Node group;
  Lv2Node alone; ///< The port itself, if ports do not share a bus

  auto order() const { return std::tie(kind, isOutput, isSideChain, group, alone); }
  bool operator<(const BusKey& other) const { return order() < other.order(); }
};

struct Bus {
  Lv2PortKind kind = Lv2PortKind::OTHER;
  bool isOutput = false;
  bool isMain = true;
  bool isSideChain = false;
  Lv2Node group = nullptr;
  std::vector<const Lv2Port*> ports; ///< In the order of their indices
};

class BusReader {
public:
  BusReader(const Lv2Vocabulary& words, Lv2Node plugin)
    : words_(words),
      mainInputs_(words.graph.objects(plugin, words.pgMainInput)),
      mainOutputs_(words.graph.objects(plugin, words.pgMainOutput))
  {
  }

  /// Sorted by kind and direction, then in the order of their first ports.
  std::vector<Bus> read(const std::vector<Lv2Port>& ports)
  {
    for (const Lv2Port& port : ports) {
      if (port.kind <= Lv2PortKind::EVENT) take(port);
    }
    std::stable_sort(buses_.begin(), buses_.end(), [](const Bus& a, const Bus& b) {
      return std::tie(a.kind, a.isOutput) < std::tie(b.kind, b.isOutput);
    });
    chooseMain();
    return std::move(buses_);
  }

private:
  void take(const Lv2Port& port)
  {
    const bool isShared = port.kind == Lv2PortKind::AUDIO || (port.kind == Lv2PortKind::CV && port.group != nullptr);
    const Lv2Node group = isShared ? port.group : nullptr;
    const BusKey key{port.kind, port.isOutput, group == nullptr && port.isSideChain, group,
                     isShared ? nullptr : port.node};
    const auto [found, isNew] = indices_.try_emplace(key, buses_.size());
    if (isNew) buses_.push_back({port.kind, port.isOutput, true, false, group, {}});
    Bus& bus = buses_[found->second];
    bus.isSideChain = bus.isSideChain || port.isSideChain || isSideChain(port.group);
    bus.ports.push_back(&port);
  }

  bool isSideChain(Lv2Node group) const
  {
    return group != nullptr && words_.graph.has(group, words_.pgSideChainOf);
  }

  /// Goes through the buses of one kind and direction at a time.
  void chooseMain()
  {
    const std::span<Bus> all(buses_);
    for (std::size_t first = 0; first < all.size();) {
      std::size_t last = first + 1;
      while (last < all.size() && all[last].kind == all[first].kind && all[last].isOutput == all[first].isOutput) {
        ++last;
      }
      chooseMainAmong(all.subspan(first, last - first));
      first = last;
    }
  }

  /// The plugin may name its main groups.  If it names none, the ports outside
  /// groups are the main bus, else the first suitable bus.
  void chooseMainAmong(std::span<Bus> buses) const
  {
    for (Bus& bus : buses) {
      const bool isPlain = bus.group == nullptr && bus.kind != Lv2PortKind::EVENT;
      bus.isMain = !bus.isSideChain && (isPlain || isNamedMain(bus));
    }
    if (std::any_of(buses.begin(), buses.end(), [](const Bus& bus) { return bus.isMain; })) return;
    if (!chooseFirst(buses, takesMidi)) chooseFirst(buses, isAny);
  }

  template <typename Predicate>
  static bool chooseFirst(std::span<Bus> buses, Predicate predicate)
  {
    const auto found = std::find_if(buses.begin(), buses.end(), [&](const Bus& bus) {
      return !bus.isSideChain && predicate(bus);
    });
    if (found != buses.end()) found->isMain = true;
    return found != buses.end();
  }

  static bool isAny(const Bus&) { return true; }
  static bool takesMidi(const Bus& bus) { return bus.ports.front()->supportsMidi; }

  bool isNamedMain(const Bus& bus) const
  {
    const std::vector<Lv2Node>& named = bus.isOutput ? mainOutputs_ : mainInputs_;
    return bus.group != nullptr && std::find(named.begin(), named.end(), bus.group) != named.end();
  }

  const Lv2Vocabulary& words_;
  const std::vector<Lv2Node> mainInputs_;
  const std::vector<Lv2Node> mainOutputs_;
  std::map<BusKey, std::size_t> indices_;
  std::vector<Bus> buses_;
};

const char* typeOf(Lv2PortKind kind)
{
  if (kind == Lv2PortKind::EVENT) return "event";
  return kind == Lv2PortKind::CV ? "cv" : "audio";
}

/// An event port that does not take MIDI carries one stream of messages.
std::int64_t channelsOf(const Bus& bus)
{
  if (bus.kind == Lv2PortKind::EVENT) return bus.ports.front()->supportsMidi ? MIDI_CHANNELS : 1;
  return static_cast<std::int64_t>(bus.ports.size());
}

/// The plugin's own word: the group's name, or that of the only port.
std::string nameOf(const Bus& bus, const Lv2Vocabulary& words)
{
  if (bus.group != nullptr) return lv2GroupName(words, bus.group);
  return bus.ports.size() == 1 ? bus.ports.front()->name : std::string();
}

void writeBus(JsonWriter& json, const Bus& bus, const Lv2Vocabulary& words)
{
  const bool isOptional = std::all_of(bus.ports.begin(), bus.ports.end(), [&](const Lv2Port* port) {
    return port->properties.count(words.lv2ConnectionOptional) != 0;
  });
  json.beginObject();
  json.member("direction", bus.isOutput ? "output" : "input");
  json.member("type", typeOf(bus.kind));
  json.member("name", nameOf(bus, words));
  json.key("channels");
  json.integer(channelsOf(bus));
  json.member("role", bus.isMain ? "main" : "aux");
  json.key("isDefaultActive");
  json.boolean(!isOptional);
  json.endObject();
}

} // namespace

void writeLv2Buses(JsonWriter& json, const Lv2Vocabulary& words, Lv2Node plugin, const std::vector<Lv2Port>& ports)
{
  json.beginArray();
  for (const Bus& bus : BusReader(words, plugin).read(ports)) writeBus(json, bus, words);
  json.endArray();
}

} // namespace pluginary
