// SPDX-License-Identifier: GPL-3.0-or-later

#include "ladspa_format.h"

#include "failure.h"
#include "json_writer.h"
#include "ladspa_instance.h"
#include "ladspa_module.h"
#include "ladspa_ports.h"
#include "ladspa_state.h"
#include "plugin_text.h"

#if defined(__GLIBC__)
#  include <dlfcn.h>
#  include <gnu/lib-names.h>
#endif

namespace pluginary {
namespace {

/// The specification lets plugins expect the C mathematics library from their host
/// (under LADSPA_PROPERTY_HARD_RT_CAPABLE), so some of the SDK's own plugins are
/// not linked with it.  Where it is a separate library, its symbols must be global
/// before any plugin is loaded.
void loadMathematics()
{
#if defined(__GLIBC__)
  dlopen(LIBM_SO, RTLD_NOW | RTLD_GLOBAL);
#endif
}

std::string nativeIdOf(const ladspa::Descriptor& plugin)
{
  return std::to_string(plugin.uniqueId) + ":" + pluginText(plugin.label);
}

/// The label takes the place of a missing name.
std::string nameOf(const ladspa::Descriptor& plugin)
{
  std::string name = pluginText(plugin.name);
  return name.empty() ? pluginText(plugin.label) : name;
}

void writePlugin(JsonWriter& json, const ladspa::Descriptor& plugin)
{
  json.member("nativeId", nativeIdOf(plugin));
  json.member("name", nameOf(plugin));
  if (plugin.maker != nullptr) json.member("vendor", pluginText(plugin.maker));
  // LADSPA has no categories; those in LRDF files are read elsewhere
  json.key("rawCategories");
  json.beginArray();
  json.endArray();
}

std::string describePlugin(const ladspa::Descriptor& plugin)
{
  checkLadspaPorts(plugin);
  JsonWriter json;
  json.beginObject();
  writePlugin(json, plugin);
  json.key("buses");
  writeLadspaBuses(json, plugin);
  json.key("parameters");
  writeLadspaParameters(json, plugin);
  json.key("programs");
  json.beginArray();
  json.endArray();
  json.key("hasEditor");
  json.boolean(false);
  json.endObject();
  return json.take();
}

} // namespace

LadspaFormat::LadspaFormat()
{
  loadMathematics();
}

LadspaFormat::~LadspaFormat() = default;

std::string LadspaFormat::list(const ModuleRequest& module)
{
  JsonWriter json;
  json.beginObject();
  json.key("plugins");
  json.beginArray();
  for (const ladspa::Descriptor* plugin : load(module).descriptors()) {
    json.beginObject();
    writePlugin(json, *plugin);
    json.endObject();
  }
  json.endArray();
  json.endObject();
  return json.take();
}

std::string LadspaFormat::describe(const ModuleRequest& module, std::string_view nativeId)
{
  return describePlugin(find(module, nativeId));
}

std::string LadspaFormat::state(const ModuleRequest& module, std::string_view nativeId, const StateRequest& request)
{
  release();
  instance_ = std::make_unique<LadspaInstance>(find(module, nativeId));
  return stateAnswerJson("ladspa", ladspaState(*instance_, request));
}

void LadspaFormat::release()
{
  instance_.reset();
}

const ladspa::Descriptor& LadspaFormat::find(const ModuleRequest& module, std::string_view nativeId)
{
  const std::string wanted = jsonText(nativeId);
  for (const ladspa::Descriptor* plugin : load(module).descriptors()) {
    if (jsonText(nativeIdOf(*plugin)) == wanted) return *plugin;
  }
  throw Failure(PLUGINARY_PLUGIN_NOT_FOUND,
                "The library has no plugin with the id \"" + std::string(nativeId) + "\"");
}

const LadspaModule& LadspaFormat::load(const ModuleRequest& module)
{
  std::unique_ptr<LadspaModule>& loaded = modules_[module.binary];
  if (loaded == nullptr) loaded = std::make_unique<LadspaModule>(module);
  return *loaded;
}

} // namespace pluginary
