// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_INSTANCE_H
#define PLUGINARY_LV2_INSTANCE_H

#include "lv2_features.h"
#include "lv2_port_buffers.h"
#include "lv2_state_files.h"
#include "lv2_urids.h"
#include "lv2_worker.h"
#include "plugin_state.h"

#include <lv2/core/lv2.h>
#include <lv2/state/state.h>

#include <string>
#include <vector>

namespace pluginary {

/// A live plugin with all its ports connected.
class Lv2Instance {
public:
  /// `bundle` is the folder of the plugin.  Throws Failure.
  Lv2Instance(const LV2_Descriptor& plugin, const std::string& bundle, const std::vector<Lv2PortPlan>& ports,
              Lv2Urids& urids);
  Lv2Instance(const Lv2Instance&) = delete;
  Lv2Instance& operator=(const Lv2Instance&) = delete;
  ~Lv2Instance();

  Lv2PortBuffers& ports() { return ports_; }

  bool hasState() const { return state_ != nullptr; }

  /// Restores properties, in which relative paths belong to a folder.  Returns the
  /// plugin's reason if it does not take them, else an empty text.
  std::string restore(const std::vector<StateProperty>& properties, std::string folder);

  /// Processes blocks of silence: one, and more while the plugin has work done outside of
  /// them.
  void run();

  /// The properties that the plugin stores.  `warnings` get what cannot be kept.  Throws
  /// Failure.
  std::vector<StateProperty> save(std::vector<StateNote>& warnings);

private:
  /// One of the plugin's extensions; null if it does not have it.
  template <typename Extension>
  const Extension* extension(const char* uri) const
  {
    if (plugin_.extension_data == nullptr) return nullptr;
    return static_cast<const Extension*>(plugin_.extension_data(uri));
  }

  void runBlock();

  const LV2_Descriptor& plugin_;
  Lv2Urids& urids_;
  Lv2Worker worker_;
  Lv2StateFiles files_;
  Lv2PortBuffers ports_;
  Lv2Features features_;
  LV2_Handle instance_ = nullptr;
  const LV2_State_Interface* state_ = nullptr;
  bool isActive_ = false;
};

} // namespace pluginary

#endif // PLUGINARY_LV2_INSTANCE_H
