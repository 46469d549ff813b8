// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_PRESET_PROVIDER_H
#define PLUGINARY_CLAP_PRESET_PROVIDER_H

#include "clap_abi.h"

#include <memory>
#include <string>
#include <vector>

namespace pluginary {

/// A place that a provider declares for its presets.
struct ClapPresetLocation {
  std::uint32_t flags; ///< PresetFlags of its presets
  std::string path;    ///< A file or folder; empty for the module itself
};

/// A live preset provider, with what it has declared.
class ClapPresetProvider {
public:
  /// All providers of a module that could be created and initialised: others have no
  /// presets, which does not affect the module's plugins.  Throws Failure.
  static std::vector<std::unique_ptr<ClapPresetProvider>> all(const clap::PresetDiscoveryFactory& factory);

  ClapPresetProvider();
  ClapPresetProvider(const ClapPresetProvider&) = delete;
  ClapPresetProvider& operator=(const ClapPresetProvider&) = delete;

  const std::vector<ClapPresetLocation>& locations() const { return locations_; }

  /// Endings of file names, without the dot; empty if it reads any file.
  const std::vector<std::string>& fileTypes() const { return fileTypes_; }

  /// Lets the provider read a file, or the module for an empty path.  Returns whether it
  /// could.
  bool read(const std::string& path, const clap::MetadataReceiver& receiver) const;

private:
  struct Destroy {
    void operator()(const clap::PresetProvider* provider) const
    {
      if (provider->destroy != nullptr) provider->destroy(provider);
    }
  };

  bool start(const clap::PresetDiscoveryFactory& factory, const char* id);
  bool add(const clap::PresetLocation& location);
  bool add(const clap::PresetFileType& fileType);

  clap::PresetIndexer indexer_;
  std::vector<ClapPresetLocation> locations_;
  std::vector<std::string> fileTypes_;
  bool readsAnyFile_ = false;
  std::unique_ptr<const clap::PresetProvider, Destroy> provider_;
};

} // namespace pluginary

#endif // PLUGINARY_CLAP_PRESET_PROVIDER_H
