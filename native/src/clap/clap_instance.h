// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_INSTANCE_H
#define PLUGINARY_CLAP_INSTANCE_H

#include "clap_abi.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace pluginary {

class ClapHost;

/// A live plugin, created and initialised.
class ClapInstance {
public:
  /// Throws Failure.
  ClapInstance(const clap_plugin_factory_t& factory, const clap_plugin_descriptor_t& descriptor, ClapHost& host);
  ClapInstance(const ClapInstance&) = delete;
  ClapInstance& operator=(const ClapInstance&) = delete;
  ~ClapInstance();

  const clap_plugin_t* plugin() const { return plugin_.get(); }

  /// One of the plugin's extensions; null if it does not have it.
  template <typename Extension>
  const Extension* extension(const char* id) const
  {
    return static_cast<const Extension*>(plugin_->get_extension(plugin_.get(), id));
  }

  /// Whether the plugin has an editor.  Nothing more is asked: without a display,
  /// toolkits end the process.
  bool hasEditor() const;

  /// Activates the plugin first, as the specification requires; absent when it
  /// refuses.  Ports must not be read afterwards.
  std::optional<std::int64_t> latencySamples();

  /// Activates the plugin, again if it has asked for that.  Throws Failure when it refuses.
  void activate();

  /// Lets the active plugin process one block of silence with these parameter values.
  /// Throws Failure.
  void processBlock(const std::vector<clap_event_param_value_t>& values);

  /// Calls the plugin on its main thread as long as it asks for that.
  void serveCallbacks();

private:
  struct Destroy {
    void operator()(const clap_plugin_t* plugin) const { plugin->destroy(plugin); }
  };

  bool tryToActivate();

  ClapHost& host_;
  std::unique_ptr<const clap_plugin_t, Destroy> plugin_;
  bool isActive_ = false;
};

} // namespace pluginary

#endif // PLUGINARY_CLAP_INSTANCE_H
