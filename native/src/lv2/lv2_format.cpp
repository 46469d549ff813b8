// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_format.h"

#include "host/lv2_host.h"
#include "lv2_plugin.h"
#include "lv2_preset_files.h"
#include "lv2_presets.h"

namespace pluginary {
namespace {

/// A plugin whose files cannot be read is listed with the facts from the manifest;
/// describing it then gives the reason.
void loadIfPossible(const Lv2Vocabulary& words, Lv2Node plugin, const std::string& bundle)
{
  try {
    loadLv2Plugin(words, plugin, bundle);
  } catch (const Failure&) {
    return;
  }
}

void checkHasPlugin(Lv2Bundles& bundles, const std::string& bundle, const std::string& uri)
{
  if (bundles.pluginsOf(bundle).count(uri) == 0) {
    throw Failure(PLUGINARY_PLUGIN_NOT_FOUND, "The bundle has no plugin \"" + uri + "\"");
  }
}

} // namespace

Lv2Format::Lv2Format(const FormatSettings& settings)
  : folders_(settings.lv2Bundles), bundles_(folders_)
{
}

Lv2Format::~Lv2Format() = default;

std::string Lv2Format::list(const ModuleRequest& module)
{
  JsonWriter json;
  json.beginObject();
  json.key("plugins");
  json.beginArray();
  for (const std::string& uri : bundles_.pluginsOf(module.location)) {
    const Lv2Vocabulary& words = bundles_.worldOf(module.location).words;
    Lv2Node plugin = words.graph.uri(uri);
    loadIfPossible(words, plugin, module.location);
    json.beginObject();
    writeLv2Plugin(json, words, plugin);
    json.endObject();
  }
  json.endArray();
  json.endObject();
  return json.take();
}

std::string Lv2Format::describe(const ModuleRequest& module, std::string_view nativeId)
{
  const std::string uri(nativeId);
  checkHasPlugin(bundles_, module.location, uri);
  const Lv2Vocabulary& words = bundles_.worldOf(module.location).words;
  Lv2Node plugin = words.graph.uri(uri);
  std::vector<std::string> problems = loadLv2Plugin(words, plugin, module.location);
  JsonWriter json;
  describeLv2Plugin(json, words, plugin, std::move(problems));
  return json.take();
}

std::string Lv2Format::presets(const ModuleRequest& module, std::string_view nativeId, const Page& page)
{
  const std::string uri(nativeId);
  checkHasPlugin(bundles_, module.location, uri);
  const Lv2Vocabulary& words = bundles_.worldOf(module.location).words;
  Lv2Node plugin = words.graph.uri(uri);
  loadIfPossible(words, plugin, module.location); // A plugin's own files may name presets
  JsonWriter json;
  writeLv2Presets(json, words, plugin, page);
  return json.take();
}

std::string Lv2Format::state(const ModuleRequest& module, std::string_view nativeId, const StateRequest& request)
{
  if (host_ == nullptr) host_ = std::make_unique<Lv2Host>(folders_);
  return host_->state(module, std::string(nativeId), request);
}

std::string Lv2Format::presetFiles(const ModuleRequest&, const std::vector<std::string>& files)
{
  if (presetFiles_ == nullptr) presetFiles_ = std::make_unique<Lv2PresetFiles>();
  return presetFiles_->read(files);
}

void Lv2Format::release()
{
  if (host_ != nullptr) host_->release();
}

} // namespace pluginary
