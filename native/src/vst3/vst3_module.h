// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_MODULE_H
#define PLUGINARY_VST3_MODULE_H

#include "plugin_format.h"

#include <pluginterfaces/base/ipluginbase.h>

namespace pluginary {

/// A loaded VST3 module.
///
/// It stays loaded until the process ends, so nothing is destroyed: plugins crash
/// in their exit code, and a plugin's threads may outlive its instances.
class Vst3Module {
public:
  /// Loads the module and calls its entry function, which runs third-party
  /// code.  Throws Failure.
  explicit Vst3Module(const ModuleRequest& module);

  Steinberg::IPluginFactory& factory() const { return *factory_; }

private:
  Steinberg::IPluginFactory* factory_;
};

} // namespace pluginary

#endif // PLUGINARY_VST3_MODULE_H
