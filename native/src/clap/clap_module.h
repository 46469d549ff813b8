// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_MODULE_H
#define PLUGINARY_CLAP_MODULE_H

#include "clap_abi.h"
#include "plugin_format.h"

#include <string>
#include <string_view>
#include <vector>

namespace pluginary {

/// A loaded CLAP module.
///
/// It stays loaded, and `deinit()` is never called: the process ends without exit
/// handlers, and a plugin's threads may outlive its instances.
class ClapModule {
public:
  /// Loads the module and initialises it, which runs third-party code.  Throws
  /// Failure.
  explicit ClapModule(const ModuleRequest& module);

  const clap_plugin_factory_t& factory() const { return *factory_; }

  /// The plugins that have an id, in the factory's order.  They belong to the
  /// module.  Throws Failure.
  std::vector<const clap_plugin_descriptor_t*> descriptors() const;

  /// The descriptor of one plugin.  Throws Failure when there is none.
  const clap_plugin_descriptor_t& descriptor(std::string_view nativeId) const;

  /// Null when the module does not report the locations of its presets.
  const clap::PresetDiscoveryFactory* presetDiscovery() const;

private:
  const clap_plugin_entry_t* entry_;
  const clap_plugin_factory_t* factory_;
};

} // namespace pluginary

#endif // PLUGINARY_CLAP_MODULE_H
