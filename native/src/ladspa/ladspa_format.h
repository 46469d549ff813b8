// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LADSPA_FORMAT_H
#define PLUGINARY_LADSPA_FORMAT_H

#include "plugin_format.h"

#include <map>
#include <memory>
#include <string>

namespace pluginary {

namespace ladspa {
struct Descriptor;
}

class LadspaInstance;
class LadspaModule;

/// LADSPA: descriptors contain everything there is to know, so an instance is created
/// for states only.
class LadspaFormat final : public PluginFormat {
public:
  LadspaFormat();
  ~LadspaFormat() override;

  std::string list(const ModuleRequest& module) override;
  std::string describe(const ModuleRequest& module, std::string_view nativeId) override;
  std::string state(const ModuleRequest& module, std::string_view nativeId, const StateRequest& request) override;
  void release() override;

private:
  const ladspa::Descriptor& find(const ModuleRequest& module, std::string_view nativeId);
  const LadspaModule& load(const ModuleRequest& module);

  std::map<std::string, std::unique_ptr<LadspaModule>> modules_; ///< By binary
  std::unique_ptr<LadspaInstance> instance_;
};

} // namespace pluginary

#endif // PLUGINARY_LADSPA_FORMAT_H
