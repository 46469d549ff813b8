// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_BLOCK_H
#define PLUGINARY_CLAP_BLOCK_H

#include "clap_abi.h"

#include <vector>

namespace pluginary {

class ClapHost;
class ClapInstance;

/// Lets an active plugin process one block of silence with some parameter values.
/// Throws Failure.
void processClapBlock(const ClapInstance& instance, ClapHost& host,
                      const std::vector<clap_event_param_value_t>& values);

} // namespace pluginary

#endif // PLUGINARY_CLAP_BLOCK_H
