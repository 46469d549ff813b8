// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_FORMAT_H
#define PLUGINARY_LV2_FORMAT_H

#include "lv2_bundles.h"
#include "plugin_format.h"

#include <memory>
#include <string>
#include <vector>

namespace pluginary {

class Lv2Host;
class Lv2PresetFiles;

/// LV2: everything but states is read from Turtle, without loading code of plugins.
class Lv2Format final : public PluginFormat {
public:
  explicit Lv2Format(const FormatSettings& settings);
  ~Lv2Format() override;

  std::string list(const ModuleRequest& module) override;
  std::string describe(const ModuleRequest& module, std::string_view nativeId) override;
  std::string presets(const ModuleRequest& module, std::string_view nativeId, const Page& page) override;
  std::string state(const ModuleRequest& module, std::string_view nativeId, const StateRequest& request) override;
  std::string presetFiles(const ModuleRequest& module, const std::vector<std::string>& files) override;
  void release() override;

private:
  const std::vector<std::string> folders_;
  Lv2Bundles bundles_;
  std::unique_ptr<Lv2Host> host_;               ///< Null until asked for a state
  std::unique_ptr<Lv2PresetFiles> presetFiles_; ///< Null until asked for one
};

} // namespace pluginary

#endif // PLUGINARY_LV2_FORMAT_H
