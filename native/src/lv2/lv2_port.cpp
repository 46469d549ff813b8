// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_port.h"

#include "lv2_limits.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace pluginary {
namespace {

/// Reads one port in a single pass over its statements.
class PortReader {
public:
  PortReader(const Lv2Vocabulary& words, Lv2Node node)
    : words_(words)
  {
    port_.node = node;
  }

  /// None when the port lacks something essential, which `problem` then names.
  std::optional<Lv2Port> read(std::string& problem)
  {
    words_.graph.forEach(port_.node, [&](Lv2Node predicate, Lv2Node object) { take(predicate, object); });
    if (symbol_ != nullptr) port_.symbol = textOf(symbol_);
    if (name_ != nullptr) port_.name = textOf(name_);
    if (port_.symbol.empty()) {
      problem = "A port has no symbol";
    } else if (!hasIndex_) {
      problem = "The port \"" + port_.symbol + "\" has no index";
    } else if (port_.isInput == port_.isOutput) {
      problem = "The port \"" + port_.symbol + "\" must be either an input or an output";
    } else {
      return std::move(port_);
    }
    return std::nullopt;
  }

private:
  void take(Lv2Node predicate, Lv2Node object)
  {
    if (predicate == words_.rdfType) {
      takeType(object);
    } else if (predicate == words_.lv2Index) {
      takeIndex(object);
    } else if (predicate == words_.lv2Symbol) {
      takeText(symbol_, object);
    } else if (predicate == words_.lv2Name) {
      takeText(name_, object);
    } else if (predicate == words_.lv2PortProperty) {
      takeProperty(object);
    } else {
      takeRelation(predicate, object);
    }
  }

  void takeRelation(Lv2Node predicate, Lv2Node object)
  {
    if (predicate == words_.lv2Designation) {
      port_.designation = object;
      if (object == words_.lv2IsSideChain) port_.isSideChain = true;
    } else if (predicate == words_.pgGroup) {
      port_.group = object;
    } else if (predicate == words_.pgSideChainOf) {
      port_.isSideChain = true;
    } else if (predicate == words_.atomSupports || predicate == words_.eventSupportsEvent) {
      if (object == words_.midiMidiEvent) port_.supportsMidi = true;
    }
  }

  /// A port may be of several kinds; audio and CV matter most to a host.
  void takeType(Lv2Node type)
  {
    if (type == words_.lv2InputPort) port_.isInput = true;
    if (type == words_.lv2OutputPort) port_.isOutput = true;
    if (type == words_.oldMidiPort) port_.supportsMidi = true;
    port_.kind = std::min(port_.kind, kindOf(type));
  }

  Lv2PortKind kindOf(Lv2Node type) const
  {
    if (type == words_.lv2AudioPort) return Lv2PortKind::AUDIO;
    if (type == words_.lv2CvPort) return Lv2PortKind::CV;
    if (type == words_.lv2ControlPort) return Lv2PortKind::CONTROL;
    const bool isEvent = type == words_.atomAtomPort || type == words_.eventEventPort || type == words_.oldMidiPort;
    return isEvent ? Lv2PortKind::EVENT : Lv2PortKind::OTHER;
  }

  void takeIndex(Lv2Node object)
  {
    const std::optional<double> number = numberOf(object);
    if (!number || *number < 0 || *number > std::numeric_limits<std::uint32_t>::max()) return;
    if (*number != std::floor(*number)) return;
    const auto index = static_cast<std::uint32_t>(*number);
    port_.index = hasIndex_ ? std::min(port_.index, index) : index;
    hasIndex_ = true;
  }

  static void takeText(Lv2Node& best, Lv2Node object)
  {
    if (isLiteral(object) && isBetterText(object, best)) best = object;
  }

  void takeProperty(Lv2Node property)
  {
    port_.properties.insert(property);
    if (property == words_.lv2IsSideChain) port_.isSideChain = true;
  }

  const Lv2Vocabulary& words_;
  Lv2Port port_;
  Lv2Node symbol_ = nullptr;
  Lv2Node name_ = nullptr;
  bool hasIndex_ = false;
};

/// Keeps the first of several ports with the same index, since a host connects only
/// one.  Ports with the same symbol are all kept.
std::vector<Lv2Port> withoutDoubles(std::vector<Lv2Port> ports, std::vector<std::string>& problems)
{
  std::vector<Lv2Port> kept;
  std::set<std::string> symbols;
  for (Lv2Port& port : ports) {
    if (!kept.empty() && kept.back().index == port.index) {
      problems.push_back("The ports \"" + kept.back().symbol + "\" and \"" + port.symbol + "\" have the same index");
      continue;
    }
    if (!symbols.insert(port.symbol).second) {
      problems.push_back("Two ports have the symbol \"" + port.symbol + "\"");
    }
    kept.push_back(std::move(port));
  }
  return kept;
}

} // namespace

std::vector<Lv2Port> readLv2Ports(const Lv2Vocabulary& words, Lv2Node plugin, std::vector<std::string>& problems)
{
  const std::vector<Lv2Node> nodes = words.graph.objects(plugin, words.lv2Port);
  checkLimit(nodes.size(), MAXIMUM_LV2_PORTS, "ports");
  std::vector<Lv2Port> ports;
  for (Lv2Node node : nodes) {
    if (isLiteral(node)) continue; // A literal has no properties
    std::string problem;
    if (auto port = PortReader(words, node).read(problem)) {
      ports.push_back(std::move(*port));
    } else {
      problems.push_back(problem);
    }
  }
  std::sort(ports.begin(), ports.end(), [](const Lv2Port& a, const Lv2Port& b) {
    return std::tie(a.index, a.symbol) < std::tie(b.index, b.symbol);
  });
  return withoutDoubles(std::move(ports), problems);
}

std::string lv2GroupName(const Lv2Vocabulary& words, Lv2Node group)
{
  if (isLiteral(group)) return textOf(group);
  const std::optional<std::string> name = words.graph.text(group, words.lv2Name);
  return name ? *name : words.graph.text(group, words.rdfsLabel).value_or("");
}

} // namespace pluginary
