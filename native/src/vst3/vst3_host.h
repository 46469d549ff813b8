// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_HOST_H
#define PLUGINARY_VST3_HOST_H

#include <pluginterfaces/vst/ivsteditcontroller.h>
#include <pluginterfaces/vst/ivsthostapplication.h>
#include <pluginterfaces/vst/ivstunits.h>

namespace pluginary {

/// The host as plugins see it.  It makes their messages and takes note of nothing:
/// a scan reads each plugin once, after it has been set up.
class Vst3Host final : public Steinberg::Vst::IHostApplication,
                       public Steinberg::Vst::IComponentHandler,
                       public Steinberg::Vst::IComponentHandler2,
                       public Steinberg::Vst::IUnitHandler {
public:
  using tresult = Steinberg::tresult;

  /// The only host, which is never destroyed: threads of plugins outlive their instances.
  static Vst3Host& instance();

  /// The context that components and controllers are initialised with.
  Steinberg::FUnknown* context() { return static_cast<IHostApplication*>(this); }

  tresult PLUGIN_API getName(Steinberg::Vst::String128 name) override;
  tresult PLUGIN_API createInstance(Steinberg::TUID classId, Steinberg::TUID id, void** object) override;

  tresult PLUGIN_API beginEdit(Steinberg::Vst::ParamID) override { return Steinberg::kResultOk; }
  tresult PLUGIN_API performEdit(Steinberg::Vst::ParamID, Steinberg::Vst::ParamValue) override
  {
    return Steinberg::kResultOk;
  }
  tresult PLUGIN_API endEdit(Steinberg::Vst::ParamID) override { return Steinberg::kResultOk; }
  tresult PLUGIN_API restartComponent(Steinberg::int32) override { return Steinberg::kResultOk; }

  tresult PLUGIN_API setDirty(Steinberg::TBool) override { return Steinberg::kResultOk; }
  tresult PLUGIN_API requestOpenEditor(Steinberg::FIDString) override { return Steinberg::kResultFalse; }
  tresult PLUGIN_API startGroupEdit() override { return Steinberg::kResultFalse; }
  tresult PLUGIN_API finishGroupEdit() override { return Steinberg::kResultFalse; }

  tresult PLUGIN_API notifyUnitSelection(Steinberg::Vst::UnitID) override { return Steinberg::kResultFalse; }
  tresult PLUGIN_API notifyProgramListChange(Steinberg::Vst::ProgramListID, Steinberg::int32) override
  {
    return Steinberg::kResultOk;
  }

  tresult PLUGIN_API queryInterface(const Steinberg::TUID id, void** object) override;
  Steinberg::uint32 PLUGIN_API addRef() override { return 1; }
  Steinberg::uint32 PLUGIN_API release() override { return 1; }

private:
  Vst3Host() = default;
};

} // namespace pluginary

#endif // PLUGINARY_VST3_HOST_H
