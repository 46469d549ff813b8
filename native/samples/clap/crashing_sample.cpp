// SPDX-License-Identifier: GPL-3.0-or-later

// Crashes when it is described, to show that the scan goes on.

#include "sample.h"

namespace {

const char* features[] = {CLAP_PLUGIN_FEATURE_AUDIO_EFFECT, CLAP_PLUGIN_FEATURE_DISTORTION, nullptr};

class Crashing final : public samples::Plugin {
public:
  static const samples::Shape SHAPE;

  Crashing() : Plugin(SHAPE) {}

private:
  bool init() override
  {
    volatile int* volatile nowhere = nullptr;
    *nowhere = 0;
    return true;
  }
};

const samples::Shape Crashing::SHAPE = {
  samples::describe("org.pluginary.samples.crashing", "Crashing sample", "Crashes when it is described", features),
  false, {}};

} // namespace

extern "C" CLAP_EXPORT const clap_plugin_entry_t clap_entry = samples::ENTRY<Crashing>;
