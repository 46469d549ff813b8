// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_programs.h"

#include "failure.h"
#include "vst3_extension.h"
#include "vst3_limits.h"
#include "vst3_text.h"

#include <pluginterfaces/vst/ivstunits.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pluginary {
namespace {

namespace Vst = Steinberg::Vst;
using Steinberg::int32;
using Steinberg::kResultOk;

/// A program, and the way to it.
struct Program {
  std::string name;
  int32 index;  ///< In its list, or among the steps of its parameter
  std::optional<Vst::ProgramListID> list;
  Vst::ParamID parameter; ///< For a program without a list
  int32 lastStep;
};

/// Collects a plugin's programs.
class ProgramReader {
public:
  ProgramReader(Vst::IEditController& controller, Vst::IUnitInfo* units)
    : controller_(controller), units_(units)
  {
  }

  const std::vector<Program>& read()
  {
    if (units_ != nullptr) {
      readUnits();
      readLists();
    }
    readParameters();
    return programs_;
  }

  /// The parameter value that chooses a program; absent if no parameter does.
  std::optional<Vst3ProgramChange> changeTo(const Program& program)
  {
    if (!program.list) return changeOf(program.parameter, program.index, program.lastStep);
    const int32 count = checkedCount(controller_.getParameterCount(), MAXIMUM_PARAMETERS, "parameters");
    for (int32 i = 0; i < count; ++i) {
      Vst::ParameterInfo parameter{};
      if (controller_.getParameterInfo(i, parameter) != kResultOk || !isProgram(parameter)) continue;
      const auto list = listOfUnit_.find(parameter.unitId);
      if (list == listOfUnit_.end() || list->second != *program.list) continue;
      return changeOf(parameter.id, program.index, parameter.stepCount > 0 ? parameter.stepCount : program.lastStep);
    }
    return std::nullopt;
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
    std::vector<Program> programs;
    const int32 count = checkedCount(list.programCount, MAXIMUM_PROGRAMS, "programs");
    for (int32 i = 0; i < count; ++i) {
      Vst::String128 name{};
      if (units_->getProgramName(list.id, i, name) != kResultOk) continue;
      programs.push_back({textOf(name), i, list.id, Vst::kNoParamId, count - 1});
    }
    if (add(programs)) lists_.insert(list.id);
  }

  void readParameters()
  {
    const int32 count = checkedCount(controller_.getParameterCount(), MAXIMUM_PARAMETERS, "parameters");
    for (int32 i = 0; i < count; ++i) {
      Vst::ParameterInfo parameter{};
      if (controller_.getParameterInfo(i, parameter) != kResultOk) continue;
      if (isProgram(parameter) && !hasList(parameter.unitId)) readSteps(parameter);
    }
  }

  bool hasList(Vst::UnitID unit) const
  {
    const auto found = listOfUnit_.find(unit);
    return found != listOfUnit_.end() && lists_.count(found->second) != 0;
  }

  void readSteps(const Vst::ParameterInfo& parameter)
  {
    std::vector<Program> programs;
    const int32 last = checkedCount(parameter.stepCount, MAXIMUM_PROGRAMS, "program steps");
    for (int32 i = 0; last > 0 && i <= last; ++i) {
      Vst::String128 name{};
      const double value = static_cast<double>(i) / last;
      if (controller_.getParamStringByValue(parameter.id, value, name) != kResultOk) continue;
      programs.push_back({textOf(name), i, std::nullopt, parameter.id, last});
    }
    add(programs);
  }

  /// A list without a single name is a placeholder.
  bool add(const std::vector<Program>& programs)
  {
    const auto isUnnamed = [](const Program& program) { return program.name.empty(); };
    if (std::all_of(programs.begin(), programs.end(), isUnnamed)) return false;
    checkedCount(static_cast<int32>(programs_.size() + programs.size()), MAXIMUM_PROGRAMS, "programs");
    programs_.insert(programs_.end(), programs.begin(), programs.end());
    return true;
  }

  static bool isProgram(const Vst::ParameterInfo& parameter)
  {
    return (parameter.flags & Vst::ParameterInfo::kIsProgramChange) != 0;
  }

  static Vst3ProgramChange changeOf(Vst::ParamID parameter, int32 index, int32 lastStep)
  {
    return {parameter, lastStep > 0 ? std::min(1.0, static_cast<double>(index) / lastStep) : 0.0};
  }

  Vst::IEditController& controller_;
  Vst::IUnitInfo* units_;
  std::map<Vst::UnitID, Vst::ProgramListID> listOfUnit_;
  std::set<Vst::ProgramListID> lists_; ///< Those whose programs are known
  std::vector<Program> programs_;
};

} // namespace

void writeVst3Programs(JsonWriter& json, Vst::IEditController& controller, Vst::IComponent& component)
{
  const auto units = extensionOf<Vst::IUnitInfo>(controller, component);
  json.beginArray();
  ProgramReader reader(controller, units);
  for (const Program& program : reader.read()) json.string(program.name);
  json.endArray();
}

Vst3ProgramChange vst3ProgramChange(Vst::IEditController& controller, Vst::IComponent& component, std::size_t index)
{
  const auto units = extensionOf<Vst::IUnitInfo>(controller, component);
  ProgramReader reader(controller, units);
  const std::vector<Program>& programs = reader.read();
  if (index >= programs.size()) {
    throw Failure(PLUGINARY_LOAD_ERROR,
                  "The plugin has no program " + std::to_string(index) + ", but " + std::to_string(programs.size()));
  }
  const auto change = reader.changeTo(programs[index]);
  if (!change) throw Failure(PLUGINARY_LOAD_ERROR, "The plugin has no parameter that chooses its programs");
  return *change;
}

} // namespace pluginary
