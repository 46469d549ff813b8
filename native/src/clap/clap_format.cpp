// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_format.h"

#include "clap_descriptor.h"
#include "clap_instance.h"
#include "clap_module.h"
#include "clap_parameters.h"
#include "clap_ports.h"
#include "clap_preset_files.h"
#include "clap_presets.h"
#include "clap_state.h"
#include "json_writer.h"

namespace pluginary {
namespace {

void writePlugins(JsonWriter& json, const ClapModule& module)
{
  json.beginArray();
  for (const clap_plugin_descriptor_t* plugin : module.descriptors()) {
    json.beginObject();
    writeClapDescriptor(json, *plugin);
    json.endObject();
  }
  json.endArray();
}

void writeTexts(JsonWriter& json, const std::vector<std::string>& texts)
{
  json.beginArray();
  for (const std::string& text : texts) json.string(text);
  json.endArray();
}

std::string describeInstance(const clap_plugin_descriptor_t& descriptor, ClapInstance& instance)
{
  JsonWriter json;
  json.beginObject();
  writeClapDescriptor(json, descriptor);
  json.key("buses");
  writeClapBuses(json, instance);
  json.key("parameters");
  writeClapParameters(json, instance);
  // CLAP has no programs; presets are files, or come from a preset provider
  json.key("programs");
  writeTexts(json, {});
  json.key("hasEditor");
  json.boolean(instance.hasEditor());
  // Last, since it activates the plugin
  if (const auto latency = instance.latencySamples()) {
    json.key("latencySamples");
    json.integer(*latency);
  }
  json.endObject();
  return json.take();
}

} // namespace

ClapFormat::ClapFormat() = default;
ClapFormat::~ClapFormat() = default;

std::string ClapFormat::list(const ModuleRequest& module)
{
  const ClapModule& loaded = load(module);
  JsonWriter json;
  json.beginObject();
  json.key("plugins");
  writePlugins(json, loaded);
  if (const clap::PresetDiscoveryFactory* presets = loaded.presetDiscovery()) {
    json.key("presetLocations");
    writeTexts(json, clapPresetLocations(*presets, module.location));
  }
  json.endObject();
  return json.take();
}

std::string ClapFormat::describe(const ModuleRequest& module, std::string_view nativeId)
{
  const clap_plugin_descriptor_t& descriptor = instantiate(module, nativeId);
  return describeInstance(descriptor, *instance_);
}

std::string ClapFormat::state(const ModuleRequest& module, std::string_view nativeId, const StateRequest& request)
{
  instantiate(module, nativeId);
  return stateAnswerJson("clap", clapState(*instance_, request));
}

std::string ClapFormat::presetFiles(const ModuleRequest& module, const std::vector<std::string>& files)
{
  return clapPresetFiles(load(module).presetDiscovery(), files);
}

void ClapFormat::release()
{
  instance_.reset();
}

/// Makes the plugin that answers the request.
const clap_plugin_descriptor_t& ClapFormat::instantiate(const ModuleRequest& module, std::string_view nativeId)
{
  release();
  const ClapModule& loaded = load(module);
  const clap_plugin_descriptor_t& descriptor = loaded.descriptor(nativeId);
  instance_ = std::make_unique<ClapInstance>(loaded.factory(), descriptor, host_);
  return descriptor;
}

const ClapModule& ClapFormat::load(const ModuleRequest& module)
{
  std::unique_ptr<ClapModule>& loaded = modules_[module.binary];
  if (loaded == nullptr) loaded = std::make_unique<ClapModule>(module);
  return *loaded;
}

} // namespace pluginary
