// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_preset_provider.h"

#include "build_info.h"
#include "clap_limits.h"
#include "plugin_text.h"

#include <new>
#include <utility>

namespace pluginary {
namespace {

bool CLAP_ABI declareSoundPack(const clap::PresetIndexer*, const clap::SoundPack* soundPack)
{
  return soundPack != nullptr;
}

const void* CLAP_ABI getExtension(const clap::PresetIndexer*, const char*)
{
  return nullptr;
}

} // namespace

/// A provider written in C cannot handle an exception.
ClapPresetProvider::ClapPresetProvider()
  : indexer_{CLAP_VERSION, "pluginary", "pluginary", nullptr, VERSION, this,
             [](const clap::PresetIndexer* indexer, const clap::PresetFileType* fileType) {
               try {
                 return fileType != nullptr && static_cast<ClapPresetProvider*>(indexer->indexerData)->add(*fileType);
               } catch (const std::bad_alloc&) {
                 return false;
               }
             },
             [](const clap::PresetIndexer* indexer, const clap::PresetLocation* location) {
               try {
                 return location != nullptr && static_cast<ClapPresetProvider*>(indexer->indexerData)->add(*location);
               } catch (const std::bad_alloc&) {
                 return false;
               }
             },
             &declareSoundPack, &getExtension}
{
}

std::vector<std::unique_ptr<ClapPresetProvider>> ClapPresetProvider::all(const clap::PresetDiscoveryFactory& factory)
{
  const std::uint32_t count =
    clap::checkedCount(factory.count(&factory), clap::MAXIMUM_PRESET_PROVIDERS, "preset providers");
  std::vector<std::unique_ptr<ClapPresetProvider>> providers;
  for (std::uint32_t i = 0; i < count; ++i) {
    const clap::PresetProviderDescriptor* descriptor = factory.getDescriptor(&factory, i);
    if (descriptor == nullptr || descriptor->id == nullptr) continue;
    auto provider = std::make_unique<ClapPresetProvider>();
    if (provider->start(factory, descriptor->id)) providers.push_back(std::move(provider));
  }
  return providers;
}

bool ClapPresetProvider::start(const clap::PresetDiscoveryFactory& factory, const char* id)
{
  provider_.reset(factory.create(&factory, &indexer_, id));
  if (provider_ == nullptr || provider_->init == nullptr || !provider_->init(provider_.get())) return false;
  if (readsAnyFile_) fileTypes_.clear();
  return true;
}

bool ClapPresetProvider::add(const clap::PresetLocation& location)
{
  if (locations_.size() == clap::MAXIMUM_PRESET_LOCATIONS) return false;
  const bool isFile = location.kind == clap::PRESETS_IN_FILES;
  if (!isFile && location.kind != clap::PRESETS_IN_PLUGIN) return false;
  std::string path = isFile ? pluginText(location.location) : std::string();
  if (isFile && path.empty()) return false;
  locations_.push_back({location.flags, std::move(path)});
  return true;
}

/// Without an ending, every file is of that type.
bool ClapPresetProvider::add(const clap::PresetFileType& fileType)
{
  if (fileTypes_.size() == clap::MAXIMUM_PRESET_FILE_TYPES) return false;
  std::string ending = pluginText(fileType.fileExtension);
  if (ending.empty()) readsAnyFile_ = true;
  else fileTypes_.push_back(std::move(ending));
  return true;
}

bool ClapPresetProvider::read(const std::string& path, const clap::MetadataReceiver& receiver) const
{
  if (provider_->getMetadata == nullptr) return false;
  const bool isModule = path.empty();
  return provider_->getMetadata(provider_.get(), isModule ? clap::PRESETS_IN_PLUGIN : clap::PRESETS_IN_FILES,
                                isModule ? nullptr : path.c_str(), &receiver);
}

} // namespace pluginary
