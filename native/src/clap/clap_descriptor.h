// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_DESCRIPTOR_H
#define PLUGINARY_CLAP_DESCRIPTOR_H

#include "clap_abi.h"
#include "json_writer.h"

namespace pluginary {

/// Writes the members that a listed and a described plugin share.
void writeClapDescriptor(JsonWriter& json, const clap_plugin_descriptor_t& plugin);

} // namespace pluginary

#endif // PLUGINARY_CLAP_DESCRIPTOR_H
