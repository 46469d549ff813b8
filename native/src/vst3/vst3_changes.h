// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_CHANGES_H
#define PLUGINARY_VST3_CHANGES_H

#include <pluginterfaces/vst/ivstevents.h>
#include <pluginterfaces/vst/ivstparameterchanges.h>

#include <memory>
#include <vector>

namespace pluginary {

/// Interfaces of the host that live as long as a block: references to them are not
/// counted.
template <typename Interface>
class Vst3Uncounted : public Interface {
public:
  Vst3Uncounted() = default;
  Vst3Uncounted(const Vst3Uncounted&) = delete;
  Vst3Uncounted& operator=(const Vst3Uncounted&) = delete;
  virtual ~Vst3Uncounted() = default;

  Steinberg::tresult PLUGIN_API queryInterface(const Steinberg::TUID id, void** object) override
  {
    using Steinberg::FUnknownPrivate::iidEqual;
    const bool isKnown = iidEqual(id, Interface::iid) || iidEqual(id, Steinberg::FUnknown::iid);
    *object = isKnown ? this : nullptr;
    return isKnown ? Steinberg::kResultOk : Steinberg::kNoInterface;
  }
  Steinberg::uint32 PLUGIN_API addRef() override { return 1; }
  Steinberg::uint32 PLUGIN_API release() override { return 1; }
};

/// The last value that a parameter gets in a block; earlier ones would be replaced.
class Vst3Change final : public Vst3Uncounted<Steinberg::Vst::IParamValueQueue> {
public:
  explicit Vst3Change(Steinberg::Vst::ParamID id) : id_(id) {}

  Steinberg::Vst::ParamID PLUGIN_API getParameterId() override { return id_; }
  Steinberg::int32 PLUGIN_API getPointCount() override { return isSet_ ? 1 : 0; }
  Steinberg::tresult PLUGIN_API getPoint(Steinberg::int32 index, Steinberg::int32& offset,
                                         Steinberg::Vst::ParamValue& value) override;
  Steinberg::tresult PLUGIN_API addPoint(Steinberg::int32 offset, Steinberg::Vst::ParamValue value,
                                         Steinberg::int32& index) override;

private:
  Steinberg::Vst::ParamID id_;
  Steinberg::Vst::ParamValue value_ = 0;
  bool isSet_ = false;
};

/// The parameter changes of a block, in one direction.
class Vst3Changes final : public Vst3Uncounted<Steinberg::Vst::IParameterChanges> {
public:
  Steinberg::int32 PLUGIN_API getParameterCount() override;
  Steinberg::Vst::IParamValueQueue* PLUGIN_API getParameterData(Steinberg::int32 index) override;
  Steinberg::Vst::IParamValueQueue* PLUGIN_API addParameterData(const Steinberg::Vst::ParamID& id,
                                                                Steinberg::int32& index) override;

  void set(Steinberg::Vst::ParamID id, Steinberg::Vst::ParamValue value);

  const std::vector<std::unique_ptr<Vst3Change>>& all() const { return changes_; }

private:
  std::vector<std::unique_ptr<Vst3Change>> changes_;
};

/// No events come in, and those of the plugin go nowhere.
class Vst3NoEvents final : public Vst3Uncounted<Steinberg::Vst::IEventList> {
public:
  Steinberg::int32 PLUGIN_API getEventCount() override { return 0; }
  Steinberg::tresult PLUGIN_API getEvent(Steinberg::int32, Steinberg::Vst::Event&) override
  {
    return Steinberg::kResultFalse;
  }
  Steinberg::tresult PLUGIN_API addEvent(Steinberg::Vst::Event&) override { return Steinberg::kResultOk; }
};

} // namespace pluginary

#endif // PLUGINARY_VST3_CHANGES_H
