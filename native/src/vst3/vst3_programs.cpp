// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_programs.h"

#include "vst3_extension.h"
#include "vst3_limits.h"
#include "vst3_text.h"

#include <pluginterfaces/vst/ivstunits.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace pluginary {
namespace {

namespace Vst = Steinberg::Vst;
using Steinberg::int32;
using Steinberg::kResultOk;

/// Collects the names of a plugin's programs.
class ProgramReader {
public:
  ProgramReader(Vst::IEditController& controller, Vst::IUnitInfo* units)
    : controller_(controller), units_(units)
  {
  }

  std::vector<std::string> read()
  {
    if (units_ != nullptr) {
      readUnits();
      readLists();
    }
    readParameters();
    return std::move(names_);
  }

private:
  void readUnits()
  {
    const int32 count = checkedCount(units_->getUnitCount(), MAXIMUM_UNITS, "units");
    for (int32 i = 0; i < count; ++i) {
      Vst::UnitInfo unit{};
      if (units_->getUnitInfo(i, unit) == kResultOk) listOfUnit_.emplace(unit.id, unit.programListId);
    }
  }

  void readLists()
  {
    const int32 count = checkedCount(units_->getProgramListCount(), MAXIMUM_UNITS, "program lists");
    for (int32 i = 0; i < count; ++i) {
      Vst::ProgramListInfo list{};
      if (units_->getProgramListInfo(i, list) == kResultOk && lists_.count(list.id) == 0) readList(list);
    }
  }

  void readList(const Vst::ProgramListInfo& list)
  {
    std::vector<std::string> names;
    const int32 count = checkedCount(list.programCount, MAXIMUM_PROGRAMS, "programs");
    for (int32 i = 0; i < count; ++i) {
      Vst::String128 name{};
      if (units_->getProgramName(list.id, i, name) == kResultOk) names.push_back(textOf(name));
    }
    if (add(names)) lists_.insert(list.id);
  }

  void readParameters()
  {
    const int32 count = checkedCount(controller_.getParameterCount(), MAXIMUM_PARAMETERS, "parameters");
    for (int32 i = 0; i < count; ++i) {
      Vst::ParameterInfo parameter{};
      if (controller_.getParameterInfo(i, parameter) != kResultOk) continue;
      const bool isProgram = (parameter.flags & Vst::ParameterInfo::kIsProgramChange) != 0;
      if (isProgram && !hasList(parameter.unitId)) readSteps(parameter);
    }
  }

  bool hasList(Vst::UnitID unit) const
  {
    const auto found = listOfUnit_.find(unit);
    return found != listOfUnit_.end() && lists_.count(found->second) != 0;
  }

  void readSteps(const Vst::ParameterInfo& parameter)
  {
    std::vector<std::string> names;
    const int32 last = checkedCount(parameter.stepCount, MAXIMUM_PROGRAMS, "program steps");
    for (int32 i = 0; last > 0 && i <= last; ++i) {
      Vst::String128 name{};
      const double value = static_cast<double>(i) / last;
      if (controller_.getParamStringByValue(parameter.id, value, name) == kResultOk) names.push_back(textOf(name));
    }
    add(names);
  }

  /// A list without a single name is a placeholder.
  bool add(const std::vector<std::string>& names)
  {
    if (std::all_of(names.begin(), names.end(), [](const std::string& name) { return name.empty(); })) return false;
    checkedCount(static_cast<int32>(names_.size() + names.size()), MAXIMUM_PROGRAMS, "programs");
    names_.insert(names_.end(), names.begin(), names.end());
    return true;
  }

  Vst::IEditController& controller_;
  Vst::IUnitInfo* units_;
  std::map<Vst::UnitID, Vst::ProgramListID> listOfUnit_;
  std::set<Vst::ProgramListID> lists_; ///< Those whose programs are known
  std::vector<std::string> names_;
};

} // namespace

void writeVst3Programs(JsonWriter& json, Vst::IEditController& controller, Vst::IComponent& component)
{
  const auto units = extensionOf<Vst::IUnitInfo>(controller, component);
  json.beginArray();
  for (const std::string& name : ProgramReader(controller, units).read()) json.string(name);
  json.endArray();
}

} // namespace pluginary
