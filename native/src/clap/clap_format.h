// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_FORMAT_H
#define PLUGINARY_CLAP_FORMAT_H

#include "clap_host.h"
#include "plugin_format.h"

#include <map>
#include <memory>
#include <string>

namespace pluginary {

class ClapInstance;
class ClapModule;

/// CLAP: lists from the module's factories, describes from an instance.
class ClapFormat final : public PluginFormat {
public:
  ClapFormat();
  ~ClapFormat() override;

  std::string list(const ModuleRequest& module) override;
  std::string describe(const ModuleRequest& module, std::string_view nativeId) override;
  std::string state(const ModuleRequest& module, std::string_view nativeId, const StateRequest& request) override;
  std::string presetFiles(const ModuleRequest& module, const std::vector<std::string>& files) override;
  void release() override;

private:
  const clap_plugin_descriptor_t& instantiate(const ModuleRequest& module, std::string_view nativeId);
  const ClapModule& load(const ModuleRequest& module);

  ClapHost host_;
  std::map<std::string, std::unique_ptr<ClapModule>> modules_; ///< By binary
  std::unique_ptr<ClapInstance> instance_;
};

} // namespace pluginary

#endif // PLUGINARY_CLAP_FORMAT_H
