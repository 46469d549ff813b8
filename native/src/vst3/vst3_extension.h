// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_EXTENSION_H
#define PLUGINARY_VST3_EXTENSION_H

#include <pluginterfaces/base/smartpointer.h>
#include <pluginterfaces/vst/ivstcomponent.h>
#include <pluginterfaces/vst/ivsteditcontroller.h>

namespace pluginary {

/// An extension of the controller, or of the component, where plugins put it in
/// violation of the specification.
template <typename Interface>
Steinberg::FUnknownPtr<Interface> extensionOf(Steinberg::Vst::IEditController& controller,
                                              Steinberg::Vst::IComponent& component)
{
  const Steinberg::FUnknownPtr<Interface> ofController(&controller);
  return ofController ? ofController : Steinberg::FUnknownPtr<Interface>(&component);
}

} // namespace pluginary

#endif // PLUGINARY_VST3_EXTENSION_H
