// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_PLUGIN_H
#define PLUGINARY_LV2_PLUGIN_H

#include "json_writer.h"
#include "lv2_vocabulary.h"

#include <set>
#include <string>
#include <vector>

namespace pluginary {

/// Reads the files that describe a plugin and copies the statements about its
/// prototypes.  Returns a sentence for each file that could not be read.  Throws
/// Failure for Turtle of the plugin's own bundle, because half of it is missing then.
std::vector<std::string> loadLv2Plugin(const Lv2Vocabulary& words, Lv2Node plugin, const std::string& bundle);

/// Writes a plugin's entry in a list: members of an open object.
void writeLv2Plugin(JsonWriter& json, const Lv2Vocabulary& words, Lv2Node plugin);

/// Writes everything known about a plugin, as an object.  `problems` become
/// warnings, along with those found on the way.
void describeLv2Plugin(JsonWriter& json, const Lv2Vocabulary& words, Lv2Node plugin,
                       std::vector<std::string> problems);

} // namespace pluginary

#endif // PLUGINARY_LV2_PLUGIN_H
