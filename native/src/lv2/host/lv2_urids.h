// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_URIDS_H
#define PLUGINARY_LV2_URIDS_H

#include <lv2/urid/urid.h>

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pluginary {

/// The numbers that stand for URIs between a plugin and its host.
///
/// A number is a hash of its URI, not a count: plugins store atoms with numbers inside,
/// which must mean the same in the next process.  Any thread of a plugin may ask.
class Lv2Urids {
public:
  Lv2Urids();
  Lv2Urids(const Lv2Urids&) = delete;
  Lv2Urids& operator=(const Lv2Urids&) = delete;

  /// 0 if there is no memory for another one.
  LV2_URID map(std::string_view uri) noexcept;

  /// Null for a number that stands for nothing.
  const char* unmap(LV2_URID urid) const noexcept;

  /// The same for plugins.
  LV2_URID_Map* mapFeature() { return &mapFeature_; }
  LV2_URID_Unmap* unmapFeature() { return &unmapFeature_; }

private:
  LV2_URID place(std::string_view uri);

  mutable std::mutex mutex_;
  std::unordered_map<LV2_URID, std::string> uris_;
  LV2_URID_Map mapFeature_;
  LV2_URID_Unmap unmapFeature_;
};

} // namespace pluginary

#endif // PLUGINARY_LV2_URIDS_H
