// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_CLASS_H
#define PLUGINARY_VST3_CLASS_H

#include "json_writer.h"

#include <pluginterfaces/base/ipluginbase.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace pluginary {

/// One plugin as its module's factory describes it.
struct Vst3Class {
  std::array<char, 16> classId; ///< A TUID, as the factory expects it
  std::string nativeId;         ///< The class id's text form, the same on every system
  std::string name;
  std::string vendor;
  std::optional<std::string> version; ///< Absent in factories older than VST 3.0
  std::string subCategories;          ///< Joined by `|`
  std::string url;
};

/// The plugins of a module, in the factory's order.  Creates no instance.  Throws
/// Failure.
std::vector<Vst3Class> readVst3Classes(Steinberg::IPluginFactory& factory);

/// Writes the members that a listed and a described plugin share.
void writeVst3Class(JsonWriter& json, const Vst3Class& plugin);

} // namespace pluginary

#endif // PLUGINARY_VST3_CLASS_H
