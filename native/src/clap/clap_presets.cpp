// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_presets.h"

#include "clap_limits.h"
#include "clap_preset_provider.h"

#include <set>

namespace pluginary {

std::vector<std::string> clapPresetLocations(const clap::PresetDiscoveryFactory& factory,
                                             const std::string& moduleLocation)
{
  std::set<std::string> seen;
  std::vector<std::string> locations;
  for (const auto& provider : ClapPresetProvider::all(factory)) {
    for (const auto& [flags, path] : provider->locations()) {
      const std::string& location = path.empty() ? moduleLocation : path;
      if (locations.size() == clap::MAXIMUM_PRESET_LOCATIONS) return locations;
      if (seen.insert(location).second) locations.push_back(location);
    }
  }
  return locations;
}

} // namespace pluginary
