// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_PRESETS_H
#define PLUGINARY_LV2_PRESETS_H

#include "json_writer.h"
#include "lv2_vocabulary.h"
#include "plugin_format.h"

#include <vector>

namespace pluginary {

/// The presets of a plugin from all bundles, sorted by their URIs.
std::vector<Lv2Node> lv2PresetsOf(const Lv2Vocabulary& words, Lv2Node plugin);

/// Writes one page of a plugin's presets, as an object.  The labels of the page
/// are read from the files of its presets; a preset without one has an empty label.
void writeLv2Presets(JsonWriter& json, const Lv2Vocabulary& words, Lv2Node plugin, const Page& page);

} // namespace pluginary

#endif // PLUGINARY_LV2_PRESETS_H
