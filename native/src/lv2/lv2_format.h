// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_FORMAT_H
#define PLUGINARY_LV2_FORMAT_H

#include "lv2_bundles.h"
#include "plugin_format.h"

#include <string>

namespace pluginary {

/// LV2: everything is read from Turtle; code of plugins is never loaded.
class Lv2Format final : public PluginFormat {
public:
  explicit Lv2Format(const FormatSettings& settings);

  std::string list(const ModuleRequest& module) override;
  std::string describe(const ModuleRequest& module, std::string_view nativeId) override;
  std::string presets(const ModuleRequest& module, std::string_view nativeId, const Page& page) override;
  void release() override {} // There are no instances

private:
  Lv2Bundles bundles_;
};

} // namespace pluginary

#endif // PLUGINARY_LV2_FORMAT_H
