// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LADSPA_FORMAT_H
#define PLUGINARY_LADSPA_FORMAT_H

#include "plugin_format.h"

#include <map>
#include <memory>
#include <string>

namespace pluginary {

class LadspaModule;

/// LADSPA: descriptors contain everything there is to know, so no instance is ever
/// created.
class LadspaFormat final : public PluginFormat {
public:
  LadspaFormat();
  ~LadspaFormat() override;

  std::string list(const ModuleRequest& module) override;
  std::string describe(const ModuleRequest& module, std::string_view nativeId) override;
  void release() override {}

private:
  const LadspaModule& load(const ModuleRequest& module);

  std::map<std::string, std::unique_ptr<LadspaModule>> modules_; ///< By binary
};

} // namespace pluginary

#endif // PLUGINARY_LADSPA_FORMAT_H
