// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LADSPA_INSTANCE_H
#define PLUGINARY_LADSPA_INSTANCE_H

#include "ladspa_abi.h"

#include <vector>

namespace pluginary {

/// A live plugin whose ports are connected to values of its own.
class LadspaInstance {
public:
  /// Throws Failure.
  explicit LadspaInstance(const ladspa::Descriptor& plugin);
  LadspaInstance(const LadspaInstance&) = delete;
  LadspaInstance& operator=(const LadspaInstance&) = delete;
  ~LadspaInstance();

  const ladspa::Descriptor& plugin() const { return plugin_; }

  /// The value of a control port.
  float& value(unsigned long port) { return values_[port]; }

  /// Lets the plugin process one block of silence.
  void processBlock();

private:
  const ladspa::Descriptor& plugin_;
  std::vector<float> values_; ///< One for each port, used by those for control
  std::vector<std::vector<float>> samples_; ///< Likewise, for audio
  void* instance_ = nullptr;
  bool isActive_ = false;
};

} // namespace pluginary

#endif // PLUGINARY_LADSPA_INSTANCE_H
