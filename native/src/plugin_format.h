// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_PLUGIN_FORMAT_H
#define PLUGINARY_PLUGIN_FORMAT_H

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pluginary {

struct StateRequest;

/// The files of a module.
struct ModuleRequest {
  std::string location; ///< The module: a file or a bundle
  std::string binary;   ///< The file in it to load
};

/// Settings of pluginary_open() besides the names of formats.
struct FormatSettings {
  std::vector<std::string> lv2Bundles; ///< Every LV2 bundle, also those without plugins
};

/// A part of a long list.
struct Page {
  std::size_t offset;
  std::size_t limit;
};

/// One plugin format.  Its constructor is expensive, so it is
/// created only when pluginary_open() names the format.
class PluginFormat {
public:
  PluginFormat() = default;
  PluginFormat(const PluginFormat&) = delete;
  PluginFormat& operator=(const PluginFormat&) = delete;
  virtual ~PluginFormat() = default;

  /// The answer of pluginary_list(), as JSON.
  virtual std::string list(const ModuleRequest& module) = 0;

  /// The answer of pluginary_describe(), as JSON.  Leaves the instance alive.
  virtual std::string describe(const ModuleRequest& module, std::string_view nativeId) = 0;

  /// The answer of pluginary_presets(), as JSON.  Empty for a format whose presets
  /// are read in another way.
  virtual std::string presets(const ModuleRequest& module, std::string_view nativeId, const Page& page);

  /// The answer of pluginary_state(), as JSON.  Leaves the instance alive.  Throws Failure for
  /// a format whose plugins no host runs here.
  virtual std::string state(const ModuleRequest& module, std::string_view nativeId, const StateRequest& request);

  /// The answer of pluginary_preset_files(), as JSON.  Empty for a format whose files of
  /// presets are read in another way.
  virtual std::string presetFiles(const ModuleRequest& module, const std::vector<std::string>& files);

  /// Destroys the instance that describe() or state() left, if any.
  virtual void release() = 0;
};

/// Creates a format by its name in requests; null when this build lacks it.
std::unique_ptr<PluginFormat> makePluginFormat(std::string_view name, const FormatSettings& settings);

} // namespace pluginary

#endif // PLUGINARY_PLUGIN_FORMAT_H
