// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_changes.h"

#include "vst3_limits.h"

#include <algorithm>

namespace pluginary {

namespace Vst = Steinberg::Vst;
using Steinberg::int32;
using Steinberg::kInvalidArgument;
using Steinberg::kResultOk;
using Steinberg::tresult;

tresult PLUGIN_API Vst3Change::getPoint(int32 index, int32& offset, Vst::ParamValue& value)
{
  if (index != 0 || !isSet_) return kInvalidArgument;
  offset = 0;
  value = value_;
  return kResultOk;
}

tresult PLUGIN_API Vst3Change::addPoint(int32, Vst::ParamValue value, int32& index)
{
  value_ = value;
  isSet_ = true;
  index = 0;
  return kResultOk;
}

int32 PLUGIN_API Vst3Changes::getParameterCount()
{
  return static_cast<int32>(changes_.size());
}

Vst::IParamValueQueue* PLUGIN_API Vst3Changes::getParameterData(int32 index)
{
  const bool isThere = index >= 0 && index < getParameterCount();
  return isThere ? changes_[static_cast<std::size_t>(index)].get() : nullptr;
}

/// Plugins add the same parameter several times.
Vst::IParamValueQueue* PLUGIN_API Vst3Changes::addParameterData(const Vst::ParamID& id, int32& index)
{
  const auto found = std::find_if(changes_.begin(), changes_.end(),
                                  [&](const auto& change) { return change->getParameterId() == id; });
  index = static_cast<int32>(found - changes_.begin());
  if (found != changes_.end()) return found->get();
  if (index == MAXIMUM_PARAMETERS) return nullptr;
  changes_.push_back(std::make_unique<Vst3Change>(id));
  return changes_.back().get();
}

void Vst3Changes::set(Vst::ParamID id, Vst::ParamValue value)
{
  int32 index = 0;
  Vst::IParamValueQueue* change = addParameterData(id, index);
  if (change != nullptr) change->addPoint(0, value, index);
}

} // namespace pluginary
