// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_preset_files.h"

#include "clap_limits.h"
#include "clap_preset_provider.h"
#include "json_writer.h"
#include "plugin_text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <new>
#include <optional>
#include <set>
#include <utility>

namespace pluginary {
namespace {

namespace fs = std::filesystem;

struct Preset {
  std::string name;
  std::string loadKey;
  std::vector<std::pair<std::string, std::string>> plugins; ///< ABI and id
  std::vector<std::string> creators;
  std::vector<std::string> features;
  std::string description;
  std::optional<std::uint32_t> flags; ///< Else those of the location hold
};

/// Collects what a provider says of one file.
class Receiver {
public:
  Receiver() = default;
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  const clap::MetadataReceiver* receiver() const { return &receiver_; }
  const std::vector<Preset>& presets() const { return presets_; }

  /// The first reason for which the file could not be read; empty if there is none.
  const std::string& failure() const { return failure_; }

private:
  static Receiver& of(const clap::MetadataReceiver* receiver)
  {
    return *static_cast<Receiver*>(receiver->receiverData);
  }

  /// Calls a function for a provider, which may be written in C and cannot handle an
  /// exception.
  template <typename Call>
  static bool guarded(const clap::MetadataReceiver* receiver, Call call) noexcept
  {
    try {
      return call(of(receiver));
    } catch (const std::bad_alloc&) {
      return false;
    }
  }

  /// The same for a fact about the preset that has begun, if any.
  template <typename Take>
  static void withPreset(const clap::MetadataReceiver* receiver, Take take) noexcept
  {
    guarded(receiver, [&](Receiver& self) {
      if (!self.presets_.empty()) take(self.presets_.back());
      return true;
    });
  }

  void fail(std::string reason)
  {
    if (failure_.empty()) failure_ = std::move(reason);
  }

  bool begin(const char* name, const char* loadKey)
  {
    if (presets_.size() == clap::MAXIMUM_PRESETS_IN_FILE) {
      fail("Has more than " + std::to_string(clap::MAXIMUM_PRESETS_IN_FILE) + " presets");
      return false;
    }
    presets_.push_back({pluginText(name), pluginText(loadKey), {}, {}, {}, {}, {}});
    return true;
  }

  static void add(std::vector<std::string>& texts, const char* text)
  {
    if (texts.size() == clap::MAXIMUM_PRESET_TEXTS || text == nullptr || *text == '\0') return;
    texts.push_back(pluginText(text));
  }

  static void CLAP_ABI onError(const clap::MetadataReceiver* receiver, std::int32_t systemError, const char* message)
  {
    guarded(receiver, [&](Receiver& self) {
      std::string reason = pluginText(message);
      if (systemError != 0) reason += (reason.empty() ? "" : ": ") + std::string(std::strerror(systemError));
      self.fail(reason.empty() ? "The module's preset provider reports an error" : std::move(reason));
      return true;
    });
  }

  static bool CLAP_ABI beginPreset(const clap::MetadataReceiver* receiver, const char* name, const char* loadKey)
  {
    return guarded(receiver, [&](Receiver& self) { return self.begin(name, loadKey); });
  }

  static void CLAP_ABI addPluginId(const clap::MetadataReceiver* receiver, const clap::UniversalPluginId* plugin)
  {
    if (plugin == nullptr || plugin->id == nullptr) return;
    withPreset(receiver, [&](Preset& preset) {
      if (preset.plugins.size() == clap::MAXIMUM_PRESET_TEXTS) return;
      preset.plugins.emplace_back(pluginText(plugin->abi), pluginText(plugin->id));
    });
  }

  static void CLAP_ABI setFlags(const clap::MetadataReceiver* receiver, std::uint32_t flags)
  {
    withPreset(receiver, [&](Preset& preset) { preset.flags = flags; });
  }

  static void CLAP_ABI addCreator(const clap::MetadataReceiver* receiver, const char* creator)
  {
    withPreset(receiver, [&](Preset& preset) { add(preset.creators, creator); });
  }

  static void CLAP_ABI setDescription(const clap::MetadataReceiver* receiver, const char* description)
  {
    withPreset(receiver, [&](Preset& preset) { preset.description = pluginText(description); });
  }

  static void CLAP_ABI addFeature(const clap::MetadataReceiver* receiver, const char* feature)
  {
    withPreset(receiver, [&](Preset& preset) { add(preset.features, feature); });
  }

  static void CLAP_ABI ignoreText(const clap::MetadataReceiver*, const char*) {}
  static void CLAP_ABI ignoreTimes(const clap::MetadataReceiver*, std::uint64_t, std::uint64_t) {}
  static void CLAP_ABI ignoreInfo(const clap::MetadataReceiver*, const char*, const char*) {}

  const clap::MetadataReceiver receiver_{
    this,        &onError,        &beginPreset, &addPluginId, &ignoreText, &setFlags,
    &addCreator, &setDescription, &ignoreTimes, &addFeature,  &ignoreInfo};
  std::vector<Preset> presets_;
  std::string failure_;
};

fs::path pathFrom(const std::string& text)
{
  return fs::path(std::u8string(text.begin(), text.end()));
}

/// A path with its links resolved as far as it exists.
fs::path realPath(const std::string& text)
{
  std::error_code error;
  fs::path real = fs::weakly_canonical(pathFrom(text), error);
  return error ? pathFrom(text).lexically_normal() : real;
}

bool isWithin(const fs::path& file, const fs::path& folder)
{
  const auto [at, other] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return at == folder.end() || (std::next(at) == folder.end() && at->empty()); // A slash at the end
}

bool endsLike(const std::string& file, const std::vector<std::string>& types)
{
  return types.empty() || std::any_of(types.begin(), types.end(), [&](const std::string& type) {
    const std::string ending = "." + type;
    return file.size() > ending.size() && file.compare(file.size() - ending.size(), ending.size(), ending) == 0;
  });
}

/// The place that a provider has declared for a file; null if it has none.
const ClapPresetLocation* locationOf(const ClapPresetProvider& provider, const std::string& file)
{
  const fs::path real = file.empty() ? fs::path() : realPath(file);
  for (const ClapPresetLocation& location : provider.locations()) {
    if (location.path.empty() != file.empty()) continue;
    if (file.empty() || isWithin(real, realPath(location.path))) return &location;
  }
  return nullptr;
}

void writeTexts(JsonWriter& json, const char* name, const std::vector<std::string>& texts)
{
  json.key(name);
  json.beginArray();
  for (const std::string& text : texts) json.string(text);
  json.endArray();
}

void writePreset(JsonWriter& json, const std::string& file, const Preset& preset, std::uint32_t locationFlags)
{
  json.beginObject();
  json.member("location", file);
  json.member("loadKey", preset.loadKey);
  const std::size_t slash = file.find_last_of("/\\");
  json.member("name", preset.name.empty() ? file.substr(slash + 1) : preset.name);
  json.key("plugins");
  json.beginArray();
  for (const auto& [abi, id] : preset.plugins) {
    json.beginObject();
    json.member("abi", abi);
    json.member("id", id);
    json.endObject();
  }
  json.endArray();
  writeTexts(json, "authors", preset.creators);
  json.member("description", preset.description);
  writeTexts(json, "tags", preset.features);
  const std::uint32_t flags = preset.flags.value_or(locationFlags);
  if ((flags & (clap::PRESET_IS_FACTORY | clap::PRESET_IS_USER)) != 0) {
    json.key("isFactory");
    json.boolean((flags & clap::PRESET_IS_FACTORY) != 0);
  }
  json.endObject();
}

using Providers = std::vector<std::unique_ptr<ClapPresetProvider>>;

/// Reads files with the providers of one module.
class Reader {
public:
  explicit Reader(const Providers& providers)
    : providers_(providers)
  {
  }

  std::string read(const std::vector<std::string>& files)
  {
    json_.beginObject();
    writeTexts(json_, "fileTypes", fileTypes());
    json_.key("presets");
    json_.beginArray();
    for (const std::string& file : files) readFile(file);
    json_.endArray();
    json_.key("failures");
    json_.beginArray();
    for (const auto& [location, message] : failures_) {
      json_.beginObject();
      json_.member("location", location);
      json_.member("message", message);
      json_.endObject();
    }
    json_.endArray();
    json_.endObject();
    return json_.take();
  }

private:
  /// Of the providers that read files at all; a provider for any file makes the others'
  /// endings meaningless.
  std::vector<std::string> fileTypes() const
  {
    std::set<std::string> types;
    for (const auto& provider : providers_) {
      const auto& locations = provider->locations();
      const bool readsFiles = std::any_of(locations.begin(), locations.end(),
                                          [](const ClapPresetLocation& location) { return !location.path.empty(); });
      if (!readsFiles) continue;
      if (provider->fileTypes().empty()) return {};
      types.insert(provider->fileTypes().begin(), provider->fileTypes().end());
    }
    return {types.begin(), types.end()};
  }

  /// Asks the providers that have declared the place, until one has presets.
  void readFile(const std::string& file)
  {
    std::string reason;
    bool isRead = false;
    for (const auto& provider : providers_) {
      const ClapPresetLocation* location = locationOf(*provider, file);
      if (location == nullptr || (!file.empty() && !endsLike(file, provider->fileTypes()))) continue;
      Receiver receiver;
      const bool isDone = provider->read(file, *receiver.receiver());
      for (const Preset& preset : receiver.presets()) writePreset(json_, file, preset, location->flags);
      isRead = isRead || (isDone && receiver.failure().empty());
      if (reason.empty()) reason = receiver.failure();
      if (!receiver.presets().empty()) break;
    }
    if (isRead) return;
    failures_.emplace_back(file, reason.empty() ? "The module's preset providers cannot read it" : reason);
  }

  const Providers& providers_;
  JsonWriter json_;
  std::vector<std::pair<std::string, std::string>> failures_;
};

} // namespace

std::string clapPresetFiles(const clap::PresetDiscoveryFactory* factory, const std::vector<std::string>& files)
{
  const Providers providers = factory == nullptr ? Providers() : ClapPresetProvider::all(*factory);
  return Reader(providers).read(files);
}

} // namespace pluginary
