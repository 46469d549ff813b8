// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_LINUX_LAYERS_H
#define PLUGINARY_CONFINEMENT_LINUX_LAYERS_H

#include "confinement.h"

namespace pluginary {

/// The names of the layers that "full" requires; Landlock in any version.
const std::vector<std::string>& layersOfFull();

/// Applies the layers of this kernel to every thread, and returns the names of the
/// layers whose effect was verified.
std::vector<std::string> applyLayers(const ConfinementRequest& request);

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_LINUX_LAYERS_H
