// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_parameters.h"

#include "vst3_extension.h"
#include "vst3_limits.h"
#include "vst3_text.h"

#include <pluginterfaces/vst/ivstmidicontrollers.h>
#include <pluginterfaces/vst/ivstunits.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

namespace pluginary {
namespace {

namespace Vst = Steinberg::Vst;
using Steinberg::int16;
using Steinberg::int32;
using Steinberg::kResultOk;

constexpr int16 MIDI_CHANNELS = 16;

/// How far a default may be outside the range because of rounding.
constexpr double ROUNDING = 1e-6;

/// Deeper than any real tree of units; a loop of parents ends here too.
constexpr int MAXIMUM_UNIT_DEPTH = 32;

/// The names of a plugin's units, by which it groups parameters.
class Units {
public:
  explicit Units(Vst::IUnitInfo* info)
  {
    if (info == nullptr) return;
    const int32 count = checkedCount(info->getUnitCount(), MAXIMUM_UNITS, "units");
    for (int32 i = 0; i < count; ++i) {
      Vst::UnitInfo unit{};
      if (info->getUnitInfo(i, unit) == kResultOk) units_.emplace(unit.id, Unit{unit.parentUnitId, textOf(unit.name)});
    }
  }

  /// The names from the root's child down, joined by `/`; empty for the root.
  std::string pathOf(Vst::UnitID id) const
  {
    std::string path;
    for (int depth = 0; depth < MAXIMUM_UNIT_DEPTH && id != Vst::kRootUnitId; ++depth) {
      const auto found = units_.find(id);
      if (found == units_.end()) break;
      path = path.empty() ? found->second.name : found->second.name + "/" + path;
      id = found->second.parent;
    }
    return path;
  }

private:
  struct Unit {
    Vst::UnitID parent;
    std::string name;
  };
  std::map<Vst::UnitID, Unit> units_;
};

/// The parameters that stand in for MIDI controllers.
///
/// VST3 has no controller events, so a plugin that wants them creates a parameter
/// for each and names it through IMidiMapping.  JUCE creates 2,080.
class MidiControllers {
public:
  MidiControllers(Vst::IMidiMapping* mapping, Vst::IComponent& component)
  {
    if (mapping == nullptr) return;
    const int32 buses = checkedCount(component.getBusCount(Vst::kEvent, Vst::kInput), MAXIMUM_BUSES, "buses");
    for (int32 bus = 0; bus < buses; ++bus) readBus(*mapping, bus);
  }

  /// A controller may also be mapped to a parameter in its own right; that one
  /// can be automated and is shown.
  bool contain(const Vst::ParameterInfo& parameter) const
  {
    const bool isForHostsToSet = (parameter.flags & Vst::ParameterInfo::kCanAutomate) != 0 &&
      (parameter.flags & Vst::ParameterInfo::kIsHidden) == 0;
    return !isForHostsToSet && ids_.count(parameter.id) != 0;
  }

private:
  void readBus(Vst::IMidiMapping& mapping, int32 bus)
  {
    for (int16 channel = 0; channel < MIDI_CHANNELS; ++channel) {
      for (Vst::CtrlNumber controller = 0; controller < Vst::kCountCtrlNumber; ++controller) {
        Vst::ParamID id = Vst::kNoParamId;
        if (mapping.getMidiControllerAssignment(bus, channel, controller, id) == kResultOk) ids_.insert(id);
      }
    }
  }

  std::set<Vst::ParamID> ids_;
};

/// Writes the parameters of one controller.
class ParameterWriter {
public:
  ParameterWriter(JsonWriter& json, Vst::IEditController& controller, Vst::IComponent& component)
    : json_(json),
      controller_(controller),
      units_(extensionOf<Vst::IUnitInfo>(controller, component)),
      midiControllers_(extensionOf<Vst::IMidiMapping>(controller, component), component)
  {
  }

  void write(const Vst::ParameterInfo& parameter)
  {
    json_.beginObject();
    json_.member("id", std::to_string(parameter.id));
    json_.member("name", textOf(parameter.title));
    json_.member("group", units_.pathOf(parameter.unitId));
    json_.member("unit", textOf(parameter.units));
    writeRange(parameter);
    writeSteps(parameter);
    writeFlags(parameter);
    json_.endObject();
  }

  /// The problem with the defaults that were written; empty if there is none.
  std::string problem() const
  {
    if (badDefaults_ == 0) return {};
    return std::to_string(badDefaults_) +
      (badDefaults_ == 1 ? " parameter has" : " parameters have") +
      " a default outside the range 0 to 1; the first is \"" + firstBadDefault_ + "\"";
  }

private:
  void writeRange(const Vst::ParameterInfo& parameter)
  {
    const double value = defaultOf(parameter);
    json_.key("minimum");
    json_.number(0);
    json_.key("maximum");
    json_.number(1);
    json_.key("default");
    json_.number(value);
    json_.member("minimumText", display(parameter.id, 0));
    json_.member("maximumText", display(parameter.id, 1));
    json_.member("defaultText", std::isfinite(value) ? display(parameter.id, value) : std::string());
  }

  /// The default, moved into the range; NaN stays unknown.
  double defaultOf(const Vst::ParameterInfo& parameter)
  {
    const double value = parameter.defaultNormalizedValue;
    if (!(value >= -ROUNDING && value <= 1 + ROUNDING) && ++badDefaults_ == 1) firstBadDefault_ = textOf(parameter.title);
    return std::isfinite(value) ? std::clamp(value, 0.0, 1.0) : value;
  }

  void writeSteps(const Vst::ParameterInfo& parameter)
  {
    json_.key("stepCount");
    json_.integer(std::max(parameter.stepCount, int32{0}));
    json_.key("scalePoints");
    json_.beginArray();
    if ((parameter.flags & Vst::ParameterInfo::kIsList) != 0 && parameter.stepCount <= MAXIMUM_SCALE_STEPS) {
      for (int32 i = 0; parameter.stepCount > 0 && i <= parameter.stepCount; ++i) {
        writeScalePoint(parameter, static_cast<double>(i) / parameter.stepCount);
      }
    }
    json_.endArray();
  }

  void writeScalePoint(const Vst::ParameterInfo& parameter, double value)
  {
    json_.beginObject();
    json_.key("value");
    json_.number(value);
    json_.member("label", display(parameter.id, value));
    json_.endObject();
  }

  /// A list of two is an enumeration, since its entries have names; any other
  /// parameter with one step is a toggle.
  void writeFlags(const Vst::ParameterInfo& parameter)
  {
    using Info = Vst::ParameterInfo;
    const bool isList = (parameter.flags & Info::kIsList) != 0;
    json_.key("flags");
    json_.beginArray();
    writeFlagIf((parameter.flags & Info::kCanAutomate) != 0, "automatable");
    writeFlagIf((parameter.flags & Info::kIsReadOnly) != 0, "read-only");
    writeFlagIf((parameter.flags & Info::kIsHidden) != 0, "hidden");
    writeFlagIf((parameter.flags & Info::kIsBypass) != 0, "bypass");
    writeFlagIf(isList, "enumeration");
    writeFlagIf(!isList && parameter.stepCount == 1, "toggle");
    writeFlagIf(midiControllers_.contain(parameter), "midi-controller");
    json_.endArray();
  }

  void writeFlagIf(bool isSet, const char* flag)
  {
    if (isSet) json_.string(flag);
  }

  std::string display(Vst::ParamID id, double value)
  {
    Vst::String128 text{};
    return controller_.getParamStringByValue(id, value, text) == kResultOk ? textOf(text) : std::string();
  }

  JsonWriter& json_;
  Vst::IEditController& controller_;
  Units units_;
  MidiControllers midiControllers_;
  int badDefaults_ = 0;
  std::string firstBadDefault_;
};

} // namespace

std::string writeVst3Parameters(JsonWriter& json, Vst::IEditController& controller, Vst::IComponent& component)
{
  ParameterWriter writer(json, controller, component);
  const int32 count = checkedCount(controller.getParameterCount(), MAXIMUM_PARAMETERS, "parameters");
  json.beginArray();
  for (int32 i = 0; i < count; ++i) {
    Vst::ParameterInfo parameter{};
    if (controller.getParameterInfo(i, parameter) == kResultOk) writer.write(parameter);
  }
  json.endArray();
  return writer.problem();
}

std::vector<Vst::ParameterInfo> settableVst3Parameters(Vst::IEditController& controller, Vst::IComponent& component)
{
  const MidiControllers midiControllers(extensionOf<Vst::IMidiMapping>(controller, component), component);
  const int32 count = checkedCount(controller.getParameterCount(), MAXIMUM_PARAMETERS, "parameters");
  std::vector<Vst::ParameterInfo> parameters;
  for (int32 i = 0; i < count; ++i) {
    Vst::ParameterInfo parameter{};
    if (controller.getParameterInfo(i, parameter) != kResultOk || midiControllers.contain(parameter)) continue;
    parameters.push_back(parameter);
  }
  return parameters;
}

} // namespace pluginary
