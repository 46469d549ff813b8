// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_instance.h"

#include "clap_block.h"
#include "clap_host.h"
#include "failure.h"
#include "plugin_state.h"
#include "plugin_text.h"

namespace pluginary {
namespace {

constexpr std::uint32_t MINIMUM_FRAMES = 32;

/// Bounds the calls of a plugin that requests another one in each call.
constexpr int MAXIMUM_CALLBACKS = 16;

[[noreturn]] void fail(const clap_plugin_descriptor_t& descriptor, const std::string& reason)
{
  throw Failure(PLUGINARY_LOAD_ERROR, "Cannot load the plugin \"" + pluginText(descriptor.name) + "\": " + reason);
}

const clap_plugin_t* create(const clap_plugin_factory_t& factory, const clap_plugin_descriptor_t& descriptor,
                            const ClapHost& host)
{
  if (!clap_version_is_compatible(descriptor.clap_version)) {
    fail(descriptor, "it was made for CLAP " + std::to_string(descriptor.clap_version.major));
  }
  const clap_plugin_t* plugin = factory.create_plugin(&factory, host.host(), descriptor.id);
  if (plugin == nullptr) fail(descriptor, "the factory did not create an instance");
  if (plugin->init == nullptr || plugin->destroy == nullptr || plugin->activate == nullptr ||
      plugin->deactivate == nullptr || plugin->get_extension == nullptr) {
    fail(descriptor, "it lacks a function");
  }
  return plugin;
}

} // namespace

ClapInstance::ClapInstance(const clap_plugin_factory_t& factory, const clap_plugin_descriptor_t& descriptor,
                           ClapHost& host)
  : host_(host), plugin_(create(factory, descriptor, host))
{
  if (!plugin_->init(plugin_.get())) fail(descriptor, "it refused to initialize");
  serveCallbacks();
}

ClapInstance::~ClapInstance()
{
  if (isActive_) plugin_->deactivate(plugin_.get());
}

bool ClapInstance::hasEditor() const
{
  const auto* gui = extension<clap_plugin_gui_t>(CLAP_EXT_GUI);
  return gui != nullptr && gui->create != nullptr;
}

std::optional<std::int64_t> ClapInstance::latencySamples()
{
  const auto* latency = extension<clap_plugin_latency_t>(CLAP_EXT_LATENCY);
  // A plugin with presets has the extension
  if (latency == nullptr || latency->get == nullptr) return 0;
  if (!tryToActivate()) return std::nullopt;
  return latency->get(plugin_.get());
}

void ClapInstance::activate()
{
  if (isActive_ && host_.takeRestartRequest()) {
    isActive_ = false;
    plugin_->deactivate(plugin_.get());
  }
  if (!tryToActivate()) throw Failure(PLUGINARY_LOAD_ERROR, "The plugin refused to be activated");
}

void ClapInstance::processBlock(const std::vector<clap_event_param_value_t>& values)
{
  processClapBlock(*this, host_, values);
  serveCallbacks();
}

bool ClapInstance::tryToActivate()
{
  if (!isActive_) isActive_ = plugin_->activate(plugin_.get(), STATE_SAMPLE_RATE, MINIMUM_FRAMES, STATE_BLOCK_SIZE);
  if (isActive_) serveCallbacks();
  return isActive_;
}

void ClapInstance::serveCallbacks()
{
  for (int i = 0; i < MAXIMUM_CALLBACKS && host_.takeCallbackRequest(); ++i) {
    if (plugin_->on_main_thread != nullptr) plugin_->on_main_thread(plugin_.get());
  }
}

} // namespace pluginary
