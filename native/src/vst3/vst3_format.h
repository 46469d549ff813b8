// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_FORMAT_H
#define PLUGINARY_VST3_FORMAT_H

#include "plugin_format.h"

#include <map>
#include <memory>
#include <string>

namespace pluginary {

class Vst3Instance;
class Vst3Module;
struct Vst3Class;

/// VST3: lists from the module's factory, describes from an instance.
class Vst3Format final : public PluginFormat {
public:
  Vst3Format();
  ~Vst3Format() override;

  std::string list(const ModuleRequest& module) override;
  std::string describe(const ModuleRequest& module, std::string_view nativeId) override;
  std::string state(const ModuleRequest& module, std::string_view nativeId, const StateRequest& request) override;
  void release() override;

private:
  Vst3Class instantiate(const ModuleRequest& module, std::string_view nativeId);
  Vst3Module& load(const ModuleRequest& module);

  std::map<std::string, std::unique_ptr<Vst3Module>> modules_; ///< By binary
  std::unique_ptr<Vst3Instance> instance_;
};

} // namespace pluginary

#endif // PLUGINARY_VST3_FORMAT_H
