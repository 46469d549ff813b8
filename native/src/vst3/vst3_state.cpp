// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_state.h"

#include "displayed_value.h"
#include "failure.h"
#include "vst3_changes.h"
#include "vst3_instance.h"
#include "vst3_parameters.h"
#include "vst3_programs.h"
#include "vst3_text.h"

#include <algorithm>
#include <map>

namespace pluginary {
namespace {

namespace Vst = Steinberg::Vst;
using Steinberg::kResultOk;

bool isReadOnly(const Vst::ParameterInfo& parameter)
{
  return (parameter.flags & Vst::ParameterInfo::kIsReadOnly) != 0;
}

/// Plugins without a unit have blanks in its place.
std::string trimmed(const std::string& text)
{
  const std::size_t start = text.find_first_not_of(' ');
  return start == std::string::npos ? std::string() : text.substr(start, text.find_last_not_of(' ') - start + 1);
}

/// The text of a value, with the unit, which plugins name separately.
std::string displayOf(Vst::IEditController& controller, const Vst::ParameterInfo& parameter, double value)
{
  Vst::String128 characters{};
  if (controller.getParamStringByValue(parameter.id, value, characters) != kResultOk) return {};
  const std::string text = textOf(characters);
  const std::string unit = trimmed(textOf(parameter.units));
  const bool hasUnit = text.size() >= unit.size() && text.compare(text.size() - unit.size(), unit.size(), unit) == 0;
  return text.empty() || hasUnit ? text : text + " " + unit;
}

/// A value that the plugin reads from a text; absent if it cannot.
std::optional<double> valueOf(Vst::IEditController& controller, Vst::ParamID id, const std::string& text)
{
  Vst::String128 characters{};
  fillText(characters, text);
  double value = 0;
  if (controller.getParamValueByString(id, characters, value) != kResultOk) return std::nullopt;
  return value;
}

/// Sets the wanted values of a plugin.
class Setter {
public:
  Setter(Vst::IEditController& controller, const std::vector<Vst::ParameterInfo>& parameters)
    : controller_(controller)
  {
    for (const Vst::ParameterInfo& parameter : parameters) parameters_.emplace(std::to_string(parameter.id), parameter);
  }

  void set(const WantedValue& wanted, Vst3Changes& changes, std::vector<StateNote>& refused)
  {
    const auto found = parameters_.find(wanted.id);
    if (found == parameters_.end()) {
      refused.push_back({wanted.id, "The plugin has no such parameter"});
    } else if (isReadOnly(found->second)) {
      refused.push_back({wanted.id, "Only the plugin can set it"});
    } else if (const auto value = valueFor(found->second, wanted)) {
      controller_.setParamNormalized(found->second.id, *value);
      changes.set(found->second.id, *value);
    } else {
      refused.push_back({wanted.id, refusalOf(wanted)});
    }
  }

private:
  std::optional<double> valueFor(const Vst::ParameterInfo& parameter, const WantedValue& wanted)
  {
    if (const auto* number = std::get_if<double>(&wanted.value)) {
      return *number >= 0 && *number <= 1 ? std::optional<double>(*number) : std::nullopt;
    }
    const DisplayedParameter displayed{
      0, 1, parameter.stepCount, [&](double value) { return displayOf(controller_, parameter, value); },
      [&](const std::string& text) { return valueOf(controller_, parameter.id, text); }};
    return valueDisplayedAs(displayed, std::get<std::string>(wanted.value));
  }

  static std::string refusalOf(const WantedValue& wanted)
  {
    if (std::holds_alternative<double>(wanted.value)) return "The value is not from 0 to 1";
    return "No value displays \"" + std::get<std::string>(wanted.value) + "\"";
  }

  Vst::IEditController& controller_;
  std::map<std::string, Vst::ParameterInfo> parameters_;
};

void loadState(Vst3Instance& instance, const PluginState& state, std::vector<StateNote>& warnings)
{
  if (!instance.setComponentState(state.component)) {
    throw Failure(PLUGINARY_LOAD_ERROR, "The plugin refused the state");
  }
  if (!state.controller.empty() && !instance.setControllerState(state.controller)) {
    warnings.push_back({"controller-state-refused", "The plugin refused the state of its controller"});
  }
}

/// Chooses a program.  Some plugins load it into the controller alone, and count on the
/// host to pass on the parameters that have changed.
void loadProgram(Vst3Instance& instance, const std::vector<Vst::ParameterInfo>& parameters, std::size_t program)
{
  Vst::IEditController& controller = instance.controller();
  const Vst3ProgramChange change = vst3ProgramChange(controller, instance.component(), program);
  std::vector<double> before;
  for (const Vst::ParameterInfo& parameter : parameters) before.push_back(controller.getParamNormalized(parameter.id));
  controller.setParamNormalized(change.parameter, change.value);
  Vst3Changes changes;
  changes.set(change.parameter, change.value);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const double value = controller.getParamNormalized(parameters[i].id);
    if (value != before[i] && !isReadOnly(parameters[i])) changes.set(parameters[i].id, value);
  }
  instance.processBlock(changes);
}

} // namespace

StateAnswer vst3State(Vst3Instance& instance, const StateRequest& request)
{
  StateAnswer answer;
  if (request.preset) throw Failure(PLUGINARY_LOAD_ERROR, "VST3 plugins load no presets from files themselves");
  instance.activate();
  Vst::IEditController& controller = instance.controller();
  const auto parameters = settableVst3Parameters(controller, instance.component());
  if (request.state) loadState(instance, *request.state, answer.warnings);
  if (request.program) loadProgram(instance, parameters, *request.program);
  Vst3Changes wanted;
  Setter setter(controller, parameters);
  for (const WantedValue& value : request.values) setter.set(value, wanted, answer.refused);
  instance.processBlock(wanted);
  answer.state.component = instance.componentState();
  // The texts are those of the state that was read, not of values on their way
  instance.synchroniseStates();
  answer.state.controller = instance.controllerState();
  for (const Vst::ParameterInfo& parameter : parameters) {
    const double value = controller.getParamNormalized(parameter.id);
    answer.parameters.push_back({std::to_string(parameter.id), value, displayOf(controller, parameter, value)});
  }
  return answer;
}

} // namespace pluginary
