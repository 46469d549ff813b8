// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_format.h"

#include "failure.h"
#include "json_writer.h"
#include "vst3_buses.h"
#include "vst3_class.h"
#include "vst3_instance.h"
#include "vst3_module.h"
#include "vst3_parameters.h"
#include "vst3_programs.h"
#include "vst3_state.h"

#include <algorithm>

namespace pluginary {
namespace {

Vst3Class classOf(Vst3Module& module, std::string_view nativeId)
{
  const auto classes = readVst3Classes(module.factory());
  const auto found = std::find_if(classes.begin(), classes.end(),
                                  [&](const Vst3Class& plugin) { return plugin.nativeId == nativeId; });
  if (found == classes.end()) {
    throw Failure(PLUGINARY_PLUGIN_NOT_FOUND,
                  "The module has no plugin with the class id \"" + std::string(nativeId) + "\"");
  }
  return *found;
}

/// Writes the array of warnings: one about defaults, if there is a problem.
void writeWarning(JsonWriter& json, const std::string& problem)
{
  json.key("warnings");
  json.beginArray();
  if (!problem.empty()) {
    json.beginObject();
    json.member("code", "default-outside-range");
    json.member("message", problem);
    json.endObject();
  }
  json.endArray();
}

std::string describeInstance(const Vst3Class& plugin, Vst3Instance& instance)
{
  JsonWriter json;
  json.beginObject();
  writeVst3Class(json, plugin);
  json.key("buses");
  writeVst3Buses(json, instance.component());
  json.key("parameters");
  const std::string problem = writeVst3Parameters(json, instance.controller(), instance.component());
  json.key("programs");
  writeVst3Programs(json, instance.controller(), instance.component());
  writeWarning(json, problem);
  // The editor is unknown: only a view could tell, and creating one takes a display
  json.key("latencySamples");
  json.integer(instance.latencySamples());
  json.endObject();
  return json.take();
}

} // namespace

Vst3Format::Vst3Format() = default;
Vst3Format::~Vst3Format() = default;

std::string Vst3Format::list(const ModuleRequest& module)
{
  JsonWriter json;
  json.beginObject();
  json.key("plugins");
  json.beginArray();
  for (const Vst3Class& plugin : readVst3Classes(load(module).factory())) {
    json.beginObject();
    writeVst3Class(json, plugin);
    json.endObject();
  }
  json.endArray();
  json.endObject();
  return json.take();
}

std::string Vst3Format::describe(const ModuleRequest& module, std::string_view nativeId)
{
  const Vst3Class plugin = instantiate(module, nativeId);
  return describeInstance(plugin, *instance_);
}

std::string Vst3Format::state(const ModuleRequest& module, std::string_view nativeId, const StateRequest& request)
{
  instantiate(module, nativeId);
  return stateAnswerJson("vst3", vst3State(*instance_, request));
}

void Vst3Format::release()
{
  instance_.reset();
}

/// Makes the plugin that answers the request.
Vst3Class Vst3Format::instantiate(const ModuleRequest& module, std::string_view nativeId)
{
  release();
  Vst3Module& loaded = load(module);
  Vst3Class plugin = classOf(loaded, nativeId);
  instance_ = std::make_unique<Vst3Instance>(loaded.factory(), plugin);
  return plugin;
}

Vst3Module& Vst3Format::load(const ModuleRequest& module)
{
  std::unique_ptr<Vst3Module>& loaded = modules_[module.binary];
  if (loaded == nullptr) loaded = std::make_unique<Vst3Module>(module);
  return *loaded;
}

} // namespace pluginary
