// SPDX-License-Identifier: GPL-3.0-or-later

#include "ladspa_module.h"

#include "failure.h"
#include "ladspa_limits.h"
#include "shared_library.h"

namespace pluginary {
namespace {

std::vector<const ladspa::Descriptor*> read(ladspa::GetDescriptor* getDescriptor)
{
  std::vector<const ladspa::Descriptor*> descriptors;
  for (unsigned long i = 0; const ladspa::Descriptor* plugin = getDescriptor(i); ++i) {
    if (i == ladspa::MAXIMUM_PLUGINS) {
      throw Failure(PLUGINARY_INVALID_METADATA,
                    "The library has more than " + std::to_string(ladspa::MAXIMUM_PLUGINS) + " plugins");
    }
    descriptors.push_back(plugin);
  }
  return descriptors;
}

} // namespace

LadspaModule::LadspaModule(const ModuleRequest& module)
{
  const SharedLibrary library(module);
  auto* getDescriptor = library.function<ladspa::GetDescriptor>("ladspa_descriptor");
  if (getDescriptor == nullptr) {
    throw Failure(PLUGINARY_NO_ENTRY_POINT,
                  "Cannot load \"" + module.location + "\": it has no function ladspa_descriptor()");
  }
  descriptors_ = read(getDescriptor);
}

} // namespace pluginary
