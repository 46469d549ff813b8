// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_urids.h"

#include "plugin_text.h"

#include <new>

namespace pluginary {
namespace {

/// More than any plugin uses: a hostile one must not take the memory of the process, nor
/// store that many values.
constexpr std::size_t MAXIMUM_URIDS = 100'000;

/// FNV-1a.
LV2_URID hashOf(std::string_view uri)
{
  std::uint32_t hash = 2'166'136'261U;
  for (const char character : uri) {
    hash = (hash ^ static_cast<unsigned char>(character)) * 16'777'619U;
  }
  return hash;
}

} // namespace

Lv2Urids::Lv2Urids()
  : mapFeature_{this,
                [](LV2_URID_Map_Handle handle, const char* uri) -> LV2_URID {
                  if (uri == nullptr) return 0;
                  return static_cast<Lv2Urids*>(handle)->map({uri, textLength(uri)});
                }},
    unmapFeature_{this, [](LV2_URID_Unmap_Handle handle, LV2_URID urid) {
                    return static_cast<const Lv2Urids*>(handle)->unmap(urid);
                  }}
{
}

LV2_URID Lv2Urids::map(std::string_view uri) noexcept
{
  const std::lock_guard<std::mutex> lock(mutex_);
  try {
    return place(uri);
  } catch (const std::bad_alloc&) {
    return 0; // A plugin written in C cannot handle an exception
  }
}

const char* Lv2Urids::unmap(LV2_URID urid) const noexcept
{
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = uris_.find(urid);
  return found == uris_.end() ? nullptr : found->second.c_str();
}

/// Of two URIs with the same hash, the later one gets the next free number; 0 stands for
/// nothing.
LV2_URID Lv2Urids::place(std::string_view uri)
{
  if (uri.empty()) return 0;
  for (LV2_URID urid = hashOf(uri);; ++urid) {
    if (urid == 0) continue;
    const auto found = uris_.find(urid);
    if (found != uris_.end() && found->second != uri) continue;
    if (found == uris_.end()) {
      if (uris_.size() == MAXIMUM_URIDS) return 0;
      uris_.emplace(urid, uri);
    }
    return urid;
  }
}

} // namespace pluginary
