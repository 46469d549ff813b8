// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_PRESET_FILES_H
#define PLUGINARY_CLAP_PRESET_FILES_H

#include "clap_abi.h"

#include <string>
#include <vector>

namespace pluginary {

/// Lets a module's preset providers read files; an empty one stands for the module
/// itself.  The factory is null for a module without them.  Returns the answer of
/// pluginary_preset_files(), as JSON.  Throws Failure.
std::string clapPresetFiles(const clap::PresetDiscoveryFactory* factory, const std::vector<std::string>& files);

} // namespace pluginary

#endif // PLUGINARY_CLAP_PRESET_FILES_H
