// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_PRESET_FILES_H
#define PLUGINARY_LV2_PRESET_FILES_H

#include "json_writer.h"
#include "lv2_bundles.h"

#include <string>
#include <vector>

namespace pluginary {

/// The words that only files of presets need, which a scan does not keep.
struct Lv2PresetVocabulary {
  explicit Lv2PresetVocabulary(Lv2Graph& graph);

  const Lv2Property psetBank;
  const std::vector<Lv2Property> authors; ///< The properties whose values made the preset
};

/// Reads bundles with presets, and single files of them, each by itself: the plugins
/// that the presets are for need not be there.
class Lv2PresetFiles {
public:
  Lv2PresetFiles();

  /// The answer of pluginary_preset_files(), as JSON.
  std::string read(const std::vector<std::string>& files);

private:
  struct Failed {
    std::string location;
    std::string message;
  };

  void readFile(const std::string& file);
  void readPreset(const std::string& file, Lv2Node preset);
  void writePreset(const std::string& file, Lv2Node preset);
  std::vector<std::string> authorsOf(Lv2Node preset) const;
  bool isOfPlugin(Lv2Node preset) const;

  Lv2World world_;
  const Lv2PresetVocabulary terms_{world_.graph};
  JsonWriter json_;
  std::vector<Failed> failures_;
};

} // namespace pluginary

#endif // PLUGINARY_LV2_PRESET_FILES_H
