// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LADSPA_PORTS_H
#define PLUGINARY_LADSPA_PORTS_H

#include "json_writer.h"
#include "ladspa_abi.h"

namespace pluginary {

/// Throws Failure when the plugin's ports are invalid.
void checkLadspaPorts(const ladspa::Descriptor& plugin);

/// Whether a port carries control values in a direction.
bool isControlPort(const ladspa::Descriptor& plugin, unsigned long port, ladspa::PortFlags direction);

/// Writes the audio ports, one main bus for each direction that has any, as an
/// array.  LADSPA does not group its ports.
void writeLadspaBuses(JsonWriter& json, const ladspa::Descriptor& plugin);

/// Writes all control ports as an array of parameters.
void writeLadspaParameters(JsonWriter& json, const ladspa::Descriptor& plugin);

} // namespace pluginary

#endif // PLUGINARY_LADSPA_PORTS_H
