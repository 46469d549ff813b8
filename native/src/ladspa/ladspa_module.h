// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LADSPA_MODULE_H
#define PLUGINARY_LADSPA_MODULE_H

#include "ladspa_abi.h"
#include "plugin_format.h"

#include <vector>

namespace pluginary {

/// A loaded LADSPA library and its descriptors, which live as long as it does:
/// until the process ends.
class LadspaModule {
public:
  /// Loads the library and asks for all descriptors, which runs third-party
  /// code.  Throws Failure.
  explicit LadspaModule(const ModuleRequest& module);

  const std::vector<const ladspa::Descriptor*>& descriptors() const { return descriptors_; }

private:
  std::vector<const ladspa::Descriptor*> descriptors_;
};

} // namespace pluginary

#endif // PLUGINARY_LADSPA_MODULE_H
