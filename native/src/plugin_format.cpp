// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugin_format.h"

#include "clap/clap_format.h"
#include "failure.h"
#include "ladspa/ladspa_format.h"
#include "lv2/lv2_format.h"
#include "vst3/vst3_format.h"

namespace pluginary {

std::string PluginFormat::presets(const ModuleRequest&, std::string_view, const Page&)
{
  return R"({"total":0,"presets":[]})";
}

std::string PluginFormat::state(const ModuleRequest&, std::string_view, const StateRequest&)
{
  throw Failure(PLUGINARY_FORMAT_NOT_BUILT, "This build does not read the states of this format");
}

std::string PluginFormat::presetFiles(const ModuleRequest&, const std::vector<std::string>&)
{
  return R"({"fileTypes":[],"presets":[],"failures":[]})";
}

std::unique_ptr<PluginFormat> makePluginFormat(std::string_view name, const FormatSettings& settings)
{
  if (name == "vst3") return std::make_unique<Vst3Format>();
  if (name == "lv2") return std::make_unique<Lv2Format>(settings);
  if (name == "ladspa") return std::make_unique<LadspaFormat>();
  if (name == "clap") return std::make_unique<ClapFormat>();
  return nullptr;
}

} // namespace pluginary
