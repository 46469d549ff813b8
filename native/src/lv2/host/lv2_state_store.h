// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_STATE_STORE_H
#define PLUGINARY_LV2_STATE_STORE_H

#include "lv2_urids.h"
#include "plugin_state.h"

#include <lv2/state/state.h>

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace pluginary {

/// The properties of a state, as a plugin stores and retrieves them.
///
/// Outside, a value that is the number of a URI is the text of the URI.
class Lv2StateStore {
public:
  /// For a plugin that stores its state.
  explicit Lv2StateStore(Lv2Urids& urids);

  /// For a plugin that retrieves these.
  Lv2StateStore(Lv2Urids& urids, const std::vector<StateProperty>& properties);

  /// The functions for the plugin, whose handle is the store.
  static LV2_State_Status store(LV2_State_Handle handle, std::uint32_t key, const void* value, std::size_t size,
                                std::uint32_t type, std::uint32_t flags);
  static const void* retrieve(LV2_State_Handle handle, std::uint32_t key, std::size_t* size, std::uint32_t* type,
                              std::uint32_t* flags);

  /// All that the plugin has stored, by the keys.  Throws Failure if it was too much.
  std::vector<StateProperty> take();

  /// How many values could not be kept, since their keys or types are unknown or they
  /// hold pointers.
  std::size_t refused() const { return refused_; }

private:
  LV2_State_Status keep(std::uint32_t key, const void* value, std::size_t size, std::uint32_t type,
                        std::uint32_t flags);
  const StateProperty* find(std::uint32_t key) const;

  Lv2Urids& urids_;
  std::map<std::string, StateProperty, std::less<>> properties_; ///< By their keys
  std::size_t bytes_ = 0;
  std::size_t refused_ = 0;
};

} // namespace pluginary

#endif // PLUGINARY_LV2_STATE_STORE_H
