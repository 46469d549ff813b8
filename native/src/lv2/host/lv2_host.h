// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_HOST_H
#define PLUGINARY_LV2_HOST_H

#include "lv2/lv2_bundles.h"
#include "lv2_instance.h"
#include "lv2_urids.h"
#include "plugin_format.h"
#include "plugin_state.h"
#include "shared_library.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pluginary {

/// Runs LV2 plugins for their states; a scan does without.
///
/// Threads of a plugin may ask it for numbers even after the plugin has been destroyed,
/// so it must live until the process ends.
class Lv2Host {
public:
  /// `bundles` are all bundles in which plugins and presets are looked for.
  explicit Lv2Host(std::vector<std::string> bundles);

  /// The answer of pluginary_state(), as JSON.  Leaves the instance alive.
  std::string state(const ModuleRequest& module, const std::string& uri, const StateRequest& request);

  /// Destroys the instance that state() left, if any.
  void release() { instance_.reset(); }

private:
  const LV2_Descriptor& descriptor(const std::string& uri, const std::string& bundle, const std::string& binary);

  Lv2Bundles bundles_;
  Lv2Urids urids_;
  std::map<std::string, SharedLibrary> libraries_; ///< By binary
  std::unique_ptr<Lv2Instance> instance_;
  bool hasReadPreset_ = false;
};

} // namespace pluginary

#endif // PLUGINARY_LV2_HOST_H
