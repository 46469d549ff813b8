// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_message.h"

#include <algorithm>
#include <cstring>

namespace pluginary {

using Steinberg::int64;
using Steinberg::kInvalidArgument;
using Steinberg::kResultFalse;
using Steinberg::kResultOk;
using Steinberg::tresult;
using Steinberg::uint32;
using Steinberg::Vst::TChar;

tresult PLUGIN_API Vst3Attributes::setInt(AttrID id, int64 value)
{
  return set(id, value);
}

tresult PLUGIN_API Vst3Attributes::getInt(AttrID id, int64& value)
{
  const auto* found = find<int64>(id);
  if (found == nullptr) return kResultFalse;
  value = *found;
  return kResultOk;
}

tresult PLUGIN_API Vst3Attributes::setFloat(AttrID id, double value)
{
  return set(id, value);
}

tresult PLUGIN_API Vst3Attributes::getFloat(AttrID id, double& value)
{
  const auto* found = find<double>(id);
  if (found == nullptr) return kResultFalse;
  value = *found;
  return kResultOk;
}

tresult PLUGIN_API Vst3Attributes::setString(AttrID id, const TChar* text)
{
  if (text == nullptr) return kInvalidArgument;
  const TChar* end = text;
  while (*end != 0) ++end;
  return set(id, Text(text, end + 1));
}

tresult PLUGIN_API Vst3Attributes::getString(AttrID id, TChar* text, uint32 sizeInBytes)
{
  const auto* found = find<Text>(id);
  if (found == nullptr || text == nullptr) return kResultFalse;
  std::memcpy(text, found->data(), std::min<std::size_t>(found->size() * sizeof(TChar), sizeInBytes));
  return kResultOk;
}

tresult PLUGIN_API Vst3Attributes::setBinary(AttrID id, const void* data, uint32 sizeInBytes)
{
  if (data == nullptr && sizeInBytes > 0) return kInvalidArgument;
  const auto* bytes = static_cast<const char*>(data);
  return set(id, Binary(bytes, bytes + sizeInBytes));
}

tresult PLUGIN_API Vst3Attributes::getBinary(AttrID id, const void*& data, uint32& sizeInBytes)
{
  const auto* found = find<Binary>(id);
  if (found == nullptr) return kResultFalse;
  data = found->data();
  sizeInBytes = static_cast<uint32>(found->size());
  return kResultOk;
}

tresult Vst3Attributes::set(AttrID id, Value value)
{
  if (id == nullptr) return kInvalidArgument;
  values_.insert_or_assign(id, std::move(value));
  return kResultOk;
}

template <typename Type>
const Type* Vst3Attributes::find(AttrID id) const
{
  if (id == nullptr) return nullptr;
  const auto found = values_.find(id);
  return found != values_.end() ? std::get_if<Type>(&found->second) : nullptr;
}

} // namespace pluginary
