// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_host.h"

#include "vst3_message.h"

#include <algorithm>
#include <iterator>

namespace pluginary {

namespace Vst = Steinberg::Vst;
using Steinberg::FUnknown;
using Steinberg::kResultOk;
using Steinberg::tresult;
using Steinberg::FUnknownPrivate::iidEqual;

Vst3Host& Vst3Host::instance()
{
  static Vst3Host& host = *new Vst3Host;
  return host;
}

tresult PLUGIN_API Vst3Host::getName(Vst::String128 name)
{
  constexpr Vst::TChar NAME[] = {'p', 'l', 'u', 'g', 'i', 'n', 'a', 'r', 'y', 0};
  std::copy(std::begin(NAME), std::end(NAME), name);
  return kResultOk;
}

tresult PLUGIN_API Vst3Host::createInstance(Steinberg::TUID classId, Steinberg::TUID id, void** object)
{
  *object = nullptr;
  if (!iidEqual(classId, id)) return Steinberg::kInvalidArgument;
  if (iidEqual(id, Vst::IMessage::iid)) {
    *object = static_cast<Vst::IMessage*>(new Vst3Message);
  } else if (iidEqual(id, Vst::IAttributeList::iid)) {
    *object = static_cast<Vst::IAttributeList*>(new Vst3Attributes);
  }
  return *object != nullptr ? kResultOk : Steinberg::kNotImplemented;
}

tresult PLUGIN_API Vst3Host::queryInterface(const Steinberg::TUID id, void** object)
{
  *object = nullptr;
  if (iidEqual(id, FUnknown::iid) || iidEqual(id, Vst::IHostApplication::iid)) {
    *object = static_cast<Vst::IHostApplication*>(this);
  } else if (iidEqual(id, Vst::IComponentHandler::iid)) {
    *object = static_cast<Vst::IComponentHandler*>(this);
  } else if (iidEqual(id, Vst::IComponentHandler2::iid)) {
    *object = static_cast<Vst::IComponentHandler2*>(this);
  } else if (iidEqual(id, Vst::IUnitHandler::iid)) {
    *object = static_cast<Vst::IUnitHandler*>(this);
  }
  return *object != nullptr ? kResultOk : Steinberg::kNoInterface;
}

} // namespace pluginary
