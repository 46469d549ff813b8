// SPDX-License-Identifier: GPL-3.0-or-later

#include "confinement.h"

#include "failure.h"
#include "json_writer.h"

#include <algorithm>

#if defined(__linux__)
#  include "confinement/linux_layers.h"
#  include "confinement/resource_limits.h"
#endif

namespace pluginary {
namespace {

#if !defined(__linux__)

void boundMemory(std::uint64_t) {}

/// No layer exists for this system yet.
std::vector<std::string> applyLayers(const ConfinementRequest&)
{
  return {};
}

const std::vector<std::string>& layersOfFull()
{
  static const std::vector<std::string> unreachable{"a sandbox that pluginary supports"};
  return unreachable;
}

#endif

/// A layer's name may carry the version that the kernel has, like "landlock-7".
bool hasLayer(const std::vector<std::string>& layers, const std::string& name)
{
  return std::any_of(layers.begin(), layers.end(), [&](const std::string& layer) {
    return layer == name || layer.compare(0, name.size() + 1, name + "-") == 0;
  });
}

std::string missingLayers(const std::vector<std::string>& layers)
{
  std::string missing;
  for (const std::string& name : layersOfFull()) {
    if (!hasLayer(layers, name)) missing += (missing.empty() ? "" : ", ") + name;
  }
  return missing;
}

const char* levelOf(const ConfinementRequest& request, const std::vector<std::string>& layers)
{
  if (layers.empty()) return "none";
  return missingLayers(layers).empty() && !request.overrides.any() ? "full" : "partial";
}

std::string report(const char* level, const std::vector<std::string>& layers)
{
  JsonWriter json;
  json.beginObject();
  json.member("level", level);
  json.key("layers");
  json.beginArray();
  for (const std::string& layer : layers) json.string(layer);
  json.endArray();
  json.endObject();
  return json.take();
}

} // namespace

bool ConfinementRequest::applies(const char* layer) const
{
  return std::find(without.begin(), without.end(), layer) == without.end() && !pretends(layer);
}

bool ConfinementRequest::pretends(const char* layer) const
{
  return std::find(pretended.begin(), pretended.end(), layer) != pretended.end();
}

std::string confine(const ConfinementRequest& request)
{
  if (request.level == ConfinementLevel::off) {
    boundMemory(request.overrides.memory);
    return report("none", {});
  }
  const std::vector<std::string> layers = applyLayers(request);
  if (request.level == ConfinementLevel::require && !missingLayers(layers).empty()) {
    throw Failure(PLUGINARY_SYSTEM_ERROR,
                  "Cannot confine the worker fully: this system lacks " + missingLayers(layers));
  }
  return report(levelOf(request, layers), layers);
}

} // namespace pluginary
