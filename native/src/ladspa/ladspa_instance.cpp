// SPDX-License-Identifier: GPL-3.0-or-later

#include "ladspa_instance.h"

#include "failure.h"
#include "ladspa_limits.h"
#include "ladspa_ports.h"
#include "plugin_state.h"
#include "plugin_text.h"

#include <algorithm>

namespace pluginary {
namespace {

using namespace ladspa;

/// Samples of a port.  Plugins read and write beyond a block by mistake; this much
/// does no harm.
constexpr std::size_t PORT_CAPACITY = 2 * STATE_BLOCK_SIZE;

[[noreturn]] void fail(const Descriptor& plugin, const char* reason)
{
  throw Failure(PLUGINARY_LOAD_ERROR, "Cannot load the plugin \"" + pluginText(plugin.label) + "\": " + reason);
}

} // namespace

LadspaInstance::LadspaInstance(const Descriptor& plugin)
  : plugin_(plugin)
{
  checkLadspaPorts(plugin);
  if (plugin.instantiate == nullptr || plugin.connectPort == nullptr || plugin.run == nullptr) {
    fail(plugin, "it lacks a function");
  }
  values_.resize(plugin.portCount);
  samples_.resize(plugin.portCount);
  instance_ = plugin.instantiate(&plugin, static_cast<unsigned long>(STATE_SAMPLE_RATE));
  if (instance_ == nullptr) fail(plugin, "it did not create an instance");
  for (unsigned long i = 0; i < plugin.portCount; ++i) {
    const bool isControl = (plugin.portDescriptors[i] & PORT_CONTROL) != 0;
    if (!isControl) samples_[i].resize(PORT_CAPACITY);
    plugin.connectPort(instance_, i, isControl ? &values_[i] : samples_[i].data());
  }
}

LadspaInstance::~LadspaInstance()
{
  if (isActive_ && plugin_.deactivate != nullptr) plugin_.deactivate(instance_);
  if (plugin_.cleanup != nullptr) plugin_.cleanup(instance_);
}

void LadspaInstance::processBlock()
{
  if (!isActive_ && plugin_.activate != nullptr) plugin_.activate(instance_);
  isActive_ = true;
  plugin_.run(instance_, STATE_BLOCK_SIZE);
}

} // namespace pluginary
