// SPDX-License-Identifier: GPL-3.0-or-later

// Hangs for a minute when it is described, to show that the scan stops it.

#include "sample.h"

#include <chrono>
#include <thread>

namespace {

const char* features[] = {CLAP_PLUGIN_FEATURE_AUDIO_EFFECT, CLAP_PLUGIN_FEATURE_REVERB, nullptr};

class Hanging final : public samples::Plugin {
public:
  static const samples::Shape SHAPE;

  Hanging() : Plugin(SHAPE) {}

private:
  bool init() override
  {
    std::this_thread::sleep_for(std::chrono::minutes(1));
    return true;
  }
};

const samples::Shape Hanging::SHAPE = {
  samples::describe("org.pluginary.samples.hanging", "Hanging sample", "Hangs when it is described", features), false,
  {}};

} // namespace

extern "C" CLAP_EXPORT const clap_plugin_entry_t clap_entry = samples::ENTRY<Hanging>;
