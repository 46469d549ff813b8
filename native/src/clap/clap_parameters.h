// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_PARAMETERS_H
#define PLUGINARY_CLAP_PARAMETERS_H

#include "json_writer.h"

namespace pluginary {

class ClapInstance;

/// Writes all parameters of a plugin as an array, in its order.  Throws Failure.
void writeClapParameters(JsonWriter& json, const ClapInstance& instance);

} // namespace pluginary

#endif // PLUGINARY_CLAP_PARAMETERS_H
