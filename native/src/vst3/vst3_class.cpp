// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_class.h"

#include "vst3_limits.h"
#include "vst3_text.h"

#include <pluginterfaces/base/funknown.h>
#include <pluginterfaces/base/smartpointer.h>
#include <pluginterfaces/vst/ivstaudioprocessor.h>

#include <cstring>
#include <string_view>

namespace pluginary {
namespace {

using Steinberg::int32;
using Steinberg::kResultOk;

/// A factory in the three versions of its interface; the later ones add the
/// vendor, version and categories of a class, then Unicode.
struct Factory {
  explicit Factory(Steinberg::IPluginFactory& factory)
    : first(factory), second(&factory), third(&factory)
  {
  }

  Steinberg::IPluginFactory& first;
  Steinberg::FUnknownPtr<Steinberg::IPluginFactory2> second;
  Steinberg::FUnknownPtr<Steinberg::IPluginFactory3> third;
};

/// Reads the text form from the bytes; FUID knows Microsoft's byte order, which
/// the SDK uses on Windows.
std::string nativeIdOf(const Steinberg::TUID& classId)
{
  Steinberg::char8 text[33] = "";
  Steinberg::FUID(classId).toString(text);
  return textOf(text);
}

/// Overwrites a known value with that of a class info, unless that is empty.
template <typename Text>
void take(std::string& known, const Text& said)
{
  if (std::string text = textOf(said); !text.empty()) known = std::move(text);
}

template <typename Info>
void takeClassInfo(Vst3Class& plugin, const Info& info)
{
  take(plugin.name, info.name);
  take(plugin.vendor, info.vendor);
  take(plugin.subCategories, info.subCategories);
  if (!plugin.version) plugin.version.emplace();
  take(*plugin.version, info.version);
}

void readClassInfo2(const Factory& factory, int32 index, Vst3Class& plugin)
{
  Steinberg::PClassInfo2 info{};
  if (!factory.second || factory.second->getClassInfo2(index, &info) != kResultOk) return;
  takeClassInfo(plugin, info);
}

void readClassInfoW(const Factory& factory, int32 index, Vst3Class& plugin)
{
  Steinberg::PClassInfoW info{};
  if (!factory.third || factory.third->getClassInfoUnicode(index, &info) != kResultOk) return;
  takeClassInfo(plugin, info);
}

std::optional<Vst3Class> readClass(const Factory& factory, int32 index, const Vst3Class& defaults)
{
  Steinberg::PClassInfo info{};
  if (factory.first.getClassInfo(index, &info) != kResultOk) return std::nullopt;
  if (textOf(info.category) != kVstAudioEffectClass) return std::nullopt;

  Vst3Class plugin = defaults;
  std::memcpy(plugin.classId.data(), info.cid, plugin.classId.size());
  plugin.nativeId = nativeIdOf(info.cid);
  plugin.name = textOf(info.name);
  readClassInfo2(factory, index, plugin);
  readClassInfoW(factory, index, plugin);
  return plugin;
}

/// The defaults for the classes of a factory.
Vst3Class readDefaults(const Factory& factory)
{
  Vst3Class defaults{};
  Steinberg::PFactoryInfo info{};
  if (factory.first.getFactoryInfo(&info) == kResultOk) {
    defaults.vendor = textOf(info.vendor);
    defaults.url = textOf(info.url);
  }
  return defaults;
}

void writeCategories(JsonWriter& json, std::string_view joined)
{
  json.beginArray();
  while (!joined.empty()) {
    const std::size_t end = std::min(joined.find('|'), joined.size());
    if (end > 0) json.string(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
  json.endArray();
}

} // namespace

std::vector<Vst3Class> readVst3Classes(Steinberg::IPluginFactory& factoryInterface)
{
  const Factory factory(factoryInterface);
  const Vst3Class defaults = readDefaults(factory);
  const int32 count = checkedCount(factory.first.countClasses(), MAXIMUM_CLASSES, "classes");

  std::vector<Vst3Class> plugins;
  for (int32 i = 0; i < count; ++i) {
    if (auto plugin = readClass(factory, i, defaults)) plugins.push_back(std::move(*plugin));
  }
  return plugins;
}

void writeVst3Class(JsonWriter& json, const Vst3Class& plugin)
{
  json.member("nativeId", plugin.nativeId);
  json.member("name", plugin.name);
  json.member("vendor", plugin.vendor);
  if (plugin.version) json.member("version", *plugin.version);
  json.member("url", plugin.url);
  json.key("rawCategories");
  writeCategories(json, plugin.subCategories);
}

} // namespace pluginary
