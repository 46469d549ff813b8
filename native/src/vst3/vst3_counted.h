// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_COUNTED_H
#define PLUGINARY_VST3_COUNTED_H

#include <pluginterfaces/base/funknown.h>

#include <atomic>

namespace pluginary {

/// An object with one interface, which ends with the last reference to it.  The
/// first belongs to its maker.
template <typename Interface>
class Vst3Counted : public Interface {
public:
  Vst3Counted() = default;
  Vst3Counted(const Vst3Counted&) = delete;
  Vst3Counted& operator=(const Vst3Counted&) = delete;

  Steinberg::tresult PLUGIN_API queryInterface(const Steinberg::TUID id, void** object) override
  {
    using Steinberg::FUnknownPrivate::iidEqual;
    const bool isKnown = iidEqual(id, Interface::iid) || iidEqual(id, Steinberg::FUnknown::iid);
    *object = isKnown ? this : nullptr;
    if (isKnown) addRef();
    return isKnown ? Steinberg::kResultOk : Steinberg::kNoInterface;
  }

  Steinberg::uint32 PLUGIN_API addRef() override { return ++references_; }

  Steinberg::uint32 PLUGIN_API release() override
  {
    const Steinberg::uint32 left = --references_;
    if (left == 0) delete this;
    return left;
  }

protected:
  virtual ~Vst3Counted() = default;

private:
  std::atomic<Steinberg::uint32> references_{1};
};

} // namespace pluginary

#endif // PLUGINARY_VST3_COUNTED_H
