// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_PORT_H
#define PLUGINARY_LV2_PORT_H

#include "lv2_vocabulary.h"

#include <set>
#include <string>
#include <vector>

namespace pluginary {

enum class Lv2PortKind { AUDIO, CV, EVENT, CONTROL, OTHER };

/// One port of a plugin, as its Turtle describes it.
struct Lv2Port {
  std::uint32_t index = 0;
  std::string symbol;
  std::string name;
  Lv2PortKind kind = Lv2PortKind::OTHER;
  bool isInput = false;
  bool isOutput = false;
  bool supportsMidi = false;
  bool isSideChain = false; ///< The port itself; its group may also be one
  Lv2Node node = nullptr;
  Lv2Node group = nullptr;
  Lv2Node designation = nullptr;
  std::set<Lv2Node> properties;
};

/// The ports of a plugin in the order of their indices.  Of ports with the same
/// index or symbol the first counts, and ports without an index, symbol or
/// direction are left out; `problems` gets a sentence for each omission.
std::vector<Lv2Port> readLv2Ports(const Lv2Vocabulary& words, Lv2Node plugin, std::vector<std::string>& problems);

/// The name of a port group, or empty.
std::string lv2GroupName(const Lv2Vocabulary& words, Lv2Node group);

} // namespace pluginary

#endif // PLUGINARY_LV2_PORT_H
