// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_ABI_H
#define PLUGINARY_CLAP_ABI_H

// The binary interface of CLAP 1: its own headers, in any version, and the
// additions since 1.1.1, declared after the specification
// (https://github.com/free-audio/clap) with names of our own.

#include <clap/entry.h>
#include <clap/ext/audio-ports.h>
#include <clap/ext/gui.h>
#include <clap/ext/latency.h>
#include <clap/ext/note-ports.h>
#include <clap/ext/params.h>
#include <clap/ext/state.h>
#include <clap/ext/thread-check.h>
#if __has_include(<clap/factory/plugin-factory.h>)
#  include <clap/factory/plugin-factory.h>
#else
#  include <clap/plugin-factory.h>
#endif

namespace pluginary::clap {

/// `port_type` of a port that carries control voltage (draft extension cv)
constexpr const char* PORT_CV = "cv";

/// Flag of a parameter: every value from minimum to maximum has a name
constexpr clap_param_info_flags PARAM_IS_ENUM = 1U << 16U;

/// Host extension: messages for the host's log
constexpr const char* EXT_LOG = "clap.log";

struct HostLog {
  void(CLAP_ABI* log)(const clap_host_t* host, std::int32_t severity, const char* message);
};

/// Plugin extension: loads presets itself; and the name of its last draft, which is the same
constexpr const char* EXT_PRESET_LOAD = "clap.preset-load/2";
constexpr const char* EXT_PRESET_LOAD_DRAFT = "clap.preset-load.draft/2";

struct PluginPresetLoad {
  /// `locationKind` is a PresetLocationKind; `location` is null for presets in the plugin.
  bool(CLAP_ABI* fromLocation)(const clap_plugin_t* plugin, std::uint32_t locationKind, const char* location,
                               const char* loadKey);
};

/// Factory of preset providers, and the name of its last draft, which is the same
constexpr const char* PRESET_DISCOVERY_FACTORY_ID = "clap.preset-discovery-factory/2";
constexpr const char* PRESET_DISCOVERY_FACTORY_ID_DRAFT = "clap.preset-discovery-factory/draft-2";

enum PresetLocationKind : std::uint32_t {
  PRESETS_IN_FILES = 0,  ///< `location` is a file or a folder to search
  PRESETS_IN_PLUGIN = 1, ///< The module itself holds the presets; `location` is null
};

struct PresetLocation {
  std::uint32_t flags;
  const char* name;
  std::uint32_t kind; ///< A PresetLocationKind
  const char* location;
};

struct PresetFileType {
  const char* name;
  const char* description;
  const char* fileExtension;
};

struct SoundPack; // Not used

/// Receives the locations that a provider declares; implemented by hosts.
struct PresetIndexer {
  clap_version_t clapVersion;
  const char* name;
  const char* vendor;
  const char* url;
  const char* version;
  void* indexerData;
  bool(CLAP_ABI* declareFileType)(const PresetIndexer* indexer, const PresetFileType* fileType);
  bool(CLAP_ABI* declareLocation)(const PresetIndexer* indexer, const PresetLocation* location);
  bool(CLAP_ABI* declareSoundPack)(const PresetIndexer* indexer, const SoundPack* soundPack);
  const void*(CLAP_ABI* getExtension)(const PresetIndexer* indexer, const char* extensionId);
};

struct PresetProviderDescriptor {
  clap_version_t clapVersion;
  const char* id;
  const char* name;
  const char* vendor;
};

/// `flags` of a location, and of a preset
enum PresetFlags : std::uint32_t {
  PRESET_IS_FACTORY = 1U << 0U,
  PRESET_IS_USER = 1U << 1U,
};

/// A plugin of any format, like {"clap", "org.example.synth"}
struct UniversalPluginId {
  const char* abi;
  const char* id;
};

/// Receives the presets of a file; implemented by hosts.  After `beginPreset`, the other
/// functions but `onError` are about that preset.
struct MetadataReceiver {
  void* receiverData;
  void(CLAP_ABI* onError)(const MetadataReceiver* receiver, std::int32_t systemError, const char* message);
  bool(CLAP_ABI* beginPreset)(const MetadataReceiver* receiver, const char* name, const char* loadKey);
  void(CLAP_ABI* addPluginId)(const MetadataReceiver* receiver, const UniversalPluginId* plugin);
  void(CLAP_ABI* setSoundPackId)(const MetadataReceiver* receiver, const char* soundPackId);
  void(CLAP_ABI* setFlags)(const MetadataReceiver* receiver, std::uint32_t flags);
  void(CLAP_ABI* addCreator)(const MetadataReceiver* receiver, const char* creator);
  void(CLAP_ABI* setDescription)(const MetadataReceiver* receiver, const char* description);
  void(CLAP_ABI* setTimestamps)(const MetadataReceiver* receiver, std::uint64_t created, std::uint64_t modified);
  void(CLAP_ABI* addFeature)(const MetadataReceiver* receiver, const char* feature);
  void(CLAP_ABI* addExtraInfo)(const MetadataReceiver* receiver, const char* key, const char* value);
};

/// Knows some of a module's presets: their locations, and what is in each.
struct PresetProvider {
  const PresetProviderDescriptor* descriptor;
  void* providerData;
  bool(CLAP_ABI* init)(const PresetProvider* provider); ///< Declares everything to the indexer
  void(CLAP_ABI* destroy)(const PresetProvider* provider);
  bool(CLAP_ABI* getMetadata)(const PresetProvider* provider, std::uint32_t locationKind, const char* location,
                              const MetadataReceiver* receiver);
  const void*(CLAP_ABI* getExtension)(const PresetProvider* provider, const char* extensionId);
};

struct PresetDiscoveryFactory {
  std::uint32_t(CLAP_ABI* count)(const PresetDiscoveryFactory* factory);
  const PresetProviderDescriptor*(CLAP_ABI* getDescriptor)(const PresetDiscoveryFactory* factory,
                                                           std::uint32_t index);
  const PresetProvider*(CLAP_ABI* create)(const PresetDiscoveryFactory* factory, const PresetIndexer* indexer,
                                          const char* providerId);
};

} // namespace pluginary::clap

#endif // PLUGINARY_CLAP_ABI_H
