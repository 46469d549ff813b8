// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_BUSES_H
#define PLUGINARY_LV2_BUSES_H

#include "json_writer.h"
#include "lv2_port.h"

namespace pluginary {

/// Writes the buses that a plugin's ports form, as an array.
///
/// LV2 has no buses.  Audio ports outside a port group form one main bus per
/// direction; a group is a bus of its own, and so are side chains.  Every CV
/// port outside a group is a bus, and so is every port for events, which is one
/// of 16 channels when it takes MIDI.
void writeLv2Buses(JsonWriter& json, const Lv2Vocabulary& words, Lv2Node plugin, const std::vector<Lv2Port>& ports);

} // namespace pluginary

#endif // PLUGINARY_LV2_BUSES_H
