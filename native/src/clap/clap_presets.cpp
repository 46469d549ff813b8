// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_presets.h"

#include "build_info.h"
#include "clap_limits.h"
#include "plugin_text.h"

#include <memory>
#include <new>
#include <set>
#include <utility>

namespace pluginary {
namespace {

/// Collects the locations that a provider declares.
class LocationRecorder {
public:
  explicit LocationRecorder(const std::string& moduleLocation)
    : moduleLocation_(moduleLocation),
      indexer_{CLAP_VERSION, "pluginary", "pluginary", nullptr, VERSION, this, &declareFileType, &declareLocation,
               &declareSoundPack, &getExtension}
  {
  }
  LocationRecorder(const LocationRecorder&) = delete;
  LocationRecorder& operator=(const LocationRecorder&) = delete;

  const clap::PresetIndexer* indexer() const { return &indexer_; }
  std::vector<std::string>& locations() { return locations_; }

private:
  static bool CLAP_ABI declareFileType(const clap::PresetIndexer*, const clap::PresetFileType* fileType)
  {
    return fileType != nullptr;
  }

  static bool CLAP_ABI declareSoundPack(const clap::PresetIndexer*, const clap::SoundPack* soundPack)
  {
    return soundPack != nullptr;
  }

  static const void* CLAP_ABI getExtension(const clap::PresetIndexer*, const char*) { return nullptr; }

  /// A provider written in C cannot handle an exception.
  static bool CLAP_ABI declareLocation(const clap::PresetIndexer* indexer, const clap::PresetLocation* location)
  {
    try {
      auto& recorder = *static_cast<LocationRecorder*>(indexer->indexerData);
      return location != nullptr && recorder.add(*location);
    } catch (const std::bad_alloc&) {
      return false;
    }
  }

  bool add(const clap::PresetLocation& location)
  {
    if (locations_.size() == clap::MAXIMUM_PRESET_LOCATIONS) return false;
    const bool isFile = location.kind == clap::PRESETS_IN_FILES;
    if (!isFile && location.kind != clap::PRESETS_IN_PLUGIN) return false;
    std::string path = isFile ? pluginText(location.location) : moduleLocation_;
    if (path.empty()) return false;
    locations_.push_back(std::move(path));
    return true;
  }

  const std::string& moduleLocation_;
  clap::PresetIndexer indexer_;
  std::vector<std::string> locations_;
};

struct Destroy {
  void operator()(const clap::PresetProvider* provider) const
  {
    if (provider->destroy != nullptr) provider->destroy(provider);
  }
};

/// Adds the locations of one provider.  A provider that cannot be created or
/// initialised has no presets, which does not affect the module's plugins.
void readProvider(const clap::PresetDiscoveryFactory& factory, std::uint32_t index,
                  const std::string& moduleLocation, std::vector<std::string>& locations)
{
  const clap::PresetProviderDescriptor* descriptor = factory.getDescriptor(&factory, index);
  if (descriptor == nullptr || descriptor->id == nullptr) return;
  LocationRecorder recorder(moduleLocation);
  const std::unique_ptr<const clap::PresetProvider, Destroy> provider(
    factory.create(&factory, recorder.indexer(), descriptor->id));
  if (provider == nullptr || provider->init == nullptr || !provider->init(provider.get())) return;
  for (std::string& location : recorder.locations()) locations.push_back(std::move(location));
}

std::vector<std::string> withoutRepetitions(std::vector<std::string> locations)
{
  std::set<std::string> seen;
  std::vector<std::string> unique;
  for (std::string& location : locations) {
    if (seen.insert(location).second) unique.push_back(std::move(location));
  }
  return unique;
}

} // namespace

std::vector<std::string> clapPresetLocations(const clap::PresetDiscoveryFactory& factory,
                                             const std::string& moduleLocation)
{
  std::vector<std::string> locations;
  const std::uint32_t count =
    clap::checkedCount(factory.count(&factory), clap::MAXIMUM_PRESET_PROVIDERS, "preset providers");
  for (std::uint32_t i = 0; i < count && locations.size() < clap::MAXIMUM_PRESET_LOCATIONS; ++i) {
    readProvider(factory, i, moduleLocation, locations);
  }
  return withoutRepetitions(std::move(locations));
}

} // namespace pluginary
