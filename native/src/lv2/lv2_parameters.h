// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_PARAMETERS_H
#define PLUGINARY_LV2_PARAMETERS_H

#include "json_writer.h"
#include "lv2_port.h"

namespace pluginary {

/// Writes a plugin's parameters as an array: its control ports, then the
/// properties that it lets hosts set and read by patch messages.
void writeLv2Parameters(JsonWriter& json, const Lv2Vocabulary& words, Lv2Node plugin,
                        const std::vector<Lv2Port>& ports);

} // namespace pluginary

#endif // PLUGINARY_LV2_PARAMETERS_H
