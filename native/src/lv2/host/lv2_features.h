// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_FEATURES_H
#define PLUGINARY_LV2_FEATURES_H

#include "lv2_state_files.h"
#include "lv2_urids.h"
#include "lv2_worker.h"

#include <lv2/core/lv2.h>
#include <lv2/log/log.h>
#include <lv2/options/options.h>
#include <lv2/resize-port/resize-port.h>

#include <string_view>
#include <vector>

namespace pluginary {

/// The features of the host for one plugin.
class Lv2Features {
public:
  /// All must live longer.
  Lv2Features(Lv2Urids& urids, Lv2Worker& worker, Lv2StateFiles& files, LV2_Resize_Port_Resize& resize);
  Lv2Features(const Lv2Features&) = delete;
  Lv2Features& operator=(const Lv2Features&) = delete;

  /// Ends in null.
  const LV2_Feature* const* list() const { return list_.data(); }

  /// Whether a plugin that requires a feature, or an option, can run here.
  static bool hasFeature(std::string_view uri);
  static bool hasOption(std::string_view uri);

private:
  std::vector<LV2_Options_Option> options_;
  LV2_Log_Log log_;
  std::vector<LV2_Feature> features_;
  std::vector<const LV2_Feature*> list_;
};

} // namespace pluginary

#endif // PLUGINARY_LV2_FEATURES_H
