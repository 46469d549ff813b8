// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_descriptor.h"

#include "clap_limits.h"
#include "plugin_text.h"

namespace pluginary {
namespace {

void writeText(JsonWriter& json, const char* name, const char* text)
{
  if (text != nullptr) json.member(name, pluginText(text));
}

/// A name is mandatory; if it is missing anyway, the id takes its place.
std::string nameOf(const clap_plugin_descriptor_t& plugin)
{
  std::string name = pluginText(plugin.name);
  return name.empty() ? pluginText(plugin.id) : name;
}

void writeFeatures(JsonWriter& json, const char* const* features)
{
  json.beginArray();
  for (std::uint32_t i = 0; features != nullptr && i < clap::MAXIMUM_FEATURES && features[i] != nullptr; ++i) {
    json.string(pluginText(features[i]));
  }
  json.endArray();
}

} // namespace

void writeClapDescriptor(JsonWriter& json, const clap_plugin_descriptor_t& plugin)
{
  json.member("nativeId", pluginText(plugin.id));
  json.member("name", nameOf(plugin));
  writeText(json, "vendor", plugin.vendor);
  writeText(json, "version", plugin.version);
  writeText(json, "description", plugin.description);
  writeText(json, "url", plugin.url);
  json.key("rawCategories");
  writeFeatures(json, plugin.features);
}

} // namespace pluginary
