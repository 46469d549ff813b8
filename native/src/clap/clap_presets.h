// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_PRESETS_H
#define PLUGINARY_CLAP_PRESETS_H

#include "clap_abi.h"

#include <string>
#include <vector>

namespace pluginary {

/// The locations of presets that the preset providers of a module declare: files
/// and folders, and the module itself if it contains some.  Each once, in the order
/// of declaration.  Throws Failure.
std::vector<std::string> clapPresetLocations(const clap::PresetDiscoveryFactory& factory,
                                             const std::string& moduleLocation);

} // namespace pluginary

#endif // PLUGINARY_CLAP_PRESETS_H
