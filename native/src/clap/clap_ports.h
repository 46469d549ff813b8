// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_PORTS_H
#define PLUGINARY_CLAP_PORTS_H

#include "json_writer.h"

namespace pluginary {

class ClapInstance;

/// Writes all audio and note ports of a plugin as an array of buses.  The plugin
/// must not be active.  Throws Failure.
void writeClapBuses(JsonWriter& json, const ClapInstance& instance);

} // namespace pluginary

#endif // PLUGINARY_CLAP_PORTS_H
