// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_module.h"

#include "clap_limits.h"
#include "failure.h"
#include "json_writer.h"
#include "plugin_text.h"
#include "shared_library.h"

namespace pluginary {
namespace {

[[noreturn]] void fail(PluginaryStatus status, const ModuleRequest& module, const std::string& reason)
{
  throw Failure(status, "Cannot load \"" + module.location + "\": " + reason);
}

std::string versionText(const clap_version_t& version)
{
  return std::to_string(version.major) + "." + std::to_string(version.minor) + "." +
    std::to_string(version.revision);
}

const clap_plugin_entry_t* load(const ModuleRequest& module)
{
  const SharedLibrary library(module);
  const auto* entry = library.object<clap_plugin_entry_t>("clap_entry");
  if (entry == nullptr) fail(PLUGINARY_NO_ENTRY_POINT, module, "it has no clap_entry");
  // The structures of other versions look different, so nothing else is read
  if (!clap_version_is_compatible(entry->clap_version)) {
    fail(PLUGINARY_LOAD_ERROR, module, "it was made for CLAP " + versionText(entry->clap_version));
  }
  if (entry->init == nullptr || entry->get_factory == nullptr) {
    fail(PLUGINARY_NO_ENTRY_POINT, module, "its clap_entry lacks a function");
  }
  // On macOS the specification requires the bundle here
  if (!entry->init(module.location.c_str())) fail(PLUGINARY_LOAD_ERROR, module, "clap_entry.init() returned false");
  return entry;
}

const clap_plugin_factory_t* pluginFactory(const clap_plugin_entry_t& entry, const ModuleRequest& module)
{
  const auto* factory = static_cast<const clap_plugin_factory_t*>(entry.get_factory(CLAP_PLUGIN_FACTORY_ID));
  if (factory == nullptr) fail(PLUGINARY_NO_ENTRY_POINT, module, "it has no plugin factory");
  if (factory->get_plugin_count == nullptr || factory->get_plugin_descriptor == nullptr ||
      factory->create_plugin == nullptr) {
    fail(PLUGINARY_NO_ENTRY_POINT, module, "its plugin factory lacks a function");
  }
  return factory;
}

bool hasId(const clap_plugin_descriptor_t* plugin)
{
  return plugin != nullptr && plugin->id != nullptr && *plugin->id != '\0';
}

} // namespace

ClapModule::ClapModule(const ModuleRequest& module)
  : entry_(load(module)), factory_(pluginFactory(*entry_, module))
{
}

std::vector<const clap_plugin_descriptor_t*> ClapModule::descriptors() const
{
  const std::uint32_t count =
    clap::checkedCount(factory_->get_plugin_count(factory_), clap::MAXIMUM_PLUGINS, "plugins");
  std::vector<const clap_plugin_descriptor_t*> plugins;
  for (std::uint32_t i = 0; i < count; ++i) {
    const clap_plugin_descriptor_t* plugin = factory_->get_plugin_descriptor(factory_, i);
    if (hasId(plugin)) plugins.push_back(plugin);
  }
  if (count > 0 && plugins.empty()) {
    throw Failure(PLUGINARY_INVALID_METADATA, "None of the module's plugins has an id");
  }
  return plugins;
}

const clap_plugin_descriptor_t& ClapModule::descriptor(std::string_view nativeId) const
{
  const std::string wanted = jsonText(nativeId);
  for (const clap_plugin_descriptor_t* plugin : descriptors()) {
    if (jsonText(pluginText(plugin->id)) == wanted) return *plugin;
  }
  throw Failure(PLUGINARY_PLUGIN_NOT_FOUND, "The module has no plugin with the id \"" + std::string(nativeId) + "\"");
}

const clap::PresetDiscoveryFactory* ClapModule::presetDiscovery() const
{
  for (const char* id : {clap::PRESET_DISCOVERY_FACTORY_ID, clap::PRESET_DISCOVERY_FACTORY_ID_DRAFT}) {
    const auto* factory = static_cast<const clap::PresetDiscoveryFactory*>(entry_->get_factory(id));
    if (factory == nullptr) continue;
    const bool isWhole =
      factory->count != nullptr && factory->getDescriptor != nullptr && factory->create != nullptr;
    return isWhole ? factory : nullptr;
  }
  return nullptr;
}

} // namespace pluginary
