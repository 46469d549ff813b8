// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_state_store.h"

#include "failure.h"

#include <lv2/atom/atom.h>

#include <cstring>
#include <new>
#include <string>
#include <utility>

namespace pluginary {
namespace {

constexpr std::uint32_t KNOWN_FLAGS = LV2_STATE_IS_POD | LV2_STATE_IS_PORTABLE;

/// The text of a URI for its number, or the number for the text.
std::string uriOf(const Lv2Urids& urids, const void* number)
{
  LV2_URID urid = 0;
  std::memcpy(&urid, number, sizeof urid);
  const char* uri = urids.unmap(urid);
  return uri == nullptr ? "" : uri;
}

std::string numberOf(Lv2Urids& urids, const std::string& uri)
{
  const LV2_URID urid = urids.map(uri);
  return {reinterpret_cast<const char*>(&urid), sizeof urid};
}

} // namespace

Lv2StateStore::Lv2StateStore(Lv2Urids& urids)
  : urids_(urids)
{
}

Lv2StateStore::Lv2StateStore(Lv2Urids& urids, const std::vector<StateProperty>& properties)
  : urids_(urids)
{
  for (const StateProperty& property : properties) {
    StateProperty& kept = properties_[property.key] = property;
    if (property.type == LV2_ATOM__URID) kept.value = numberOf(urids, property.value);
  }
}

LV2_State_Status Lv2StateStore::store(LV2_State_Handle handle, std::uint32_t key, const void* value,
                                      std::size_t size, std::uint32_t type, std::uint32_t flags)
{
  try {
    return static_cast<Lv2StateStore*>(handle)->keep(key, value, size, type, flags);
  } catch (const std::bad_alloc&) {
    return LV2_STATE_ERR_NO_SPACE; // A plugin written in C cannot handle an exception
  }
}

LV2_State_Status Lv2StateStore::keep(std::uint32_t key, const void* value, std::size_t size, std::uint32_t type,
                                     std::uint32_t flags)
{
  const char* keyUri = urids_.unmap(key);
  const char* typeUri = urids_.unmap(type);
  if (keyUri == nullptr || typeUri == nullptr || (value == nullptr && size > 0)) {
    ++refused_;
    return LV2_STATE_ERR_BAD_TYPE;
  }
  if ((flags & LV2_STATE_IS_POD) == 0) {
    ++refused_;
    return LV2_STATE_ERR_BAD_FLAGS;
  }
  bytes_ += size;
  if (bytes_ > MAXIMUM_STATE_BYTES) return LV2_STATE_ERR_NO_SPACE;
  StateProperty& property = properties_[keyUri] = {keyUri, typeUri, flags & KNOWN_FLAGS, {}};
  const bool isUri = property.type == LV2_ATOM__URID && size == sizeof(LV2_URID);
  if (isUri) property.value = uriOf(urids_, value);
  else if (size > 0) property.value.assign(static_cast<const char*>(value), size);
  return LV2_STATE_SUCCESS;
}

const void* Lv2StateStore::retrieve(LV2_State_Handle handle, std::uint32_t key, std::size_t* size,
                                    std::uint32_t* type, std::uint32_t* flags)
{
  auto& self = *static_cast<Lv2StateStore*>(handle);
  const StateProperty* property = self.find(key);
  if (size != nullptr) *size = property == nullptr ? 0 : property->value.size();
  if (type != nullptr) *type = property == nullptr ? 0 : self.urids_.map(property->type);
  if (flags != nullptr) *flags = property == nullptr ? 0 : property->flags;
  return property == nullptr ? nullptr : property->value.data();
}

const StateProperty* Lv2StateStore::find(std::uint32_t key) const
{
  const char* uri = urids_.unmap(key);
  const auto found = uri == nullptr ? properties_.end() : properties_.find(uri);
  return found == properties_.end() ? nullptr : &found->second;
}

std::vector<StateProperty> Lv2StateStore::take()
{
  if (bytes_ > MAXIMUM_STATE_BYTES) {
    throw Failure(PLUGINARY_OUT_OF_MEMORY,
                  "The plugin's state has more than " + std::to_string(MAXIMUM_STATE_BYTES) + " bytes");
  }
  std::vector<StateProperty> properties;
  for (auto& [key, property] : properties_) properties.push_back(std::move(property));
  return properties;
}

} // namespace pluginary
