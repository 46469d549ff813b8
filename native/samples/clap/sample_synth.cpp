// SPDX-License-Identifier: GPL-3.0-or-later

// A synthesizer with one voice: an oscillator and an envelope.

#include "sample.h"

#include <cmath>
#include <numbers>

namespace {

enum : std::size_t { WAVEFORM, ATTACK, RELEASE, TUNE, LEVEL };

const char* const WAVEFORMS[] = {"Sine", "Triangle", "Square"};
const samples::Parameter PARAMETERS[] = {
  {"Waveform", "", 0, 2, 0, WAVEFORMS}, {"Attack", "ms", 1, 2000, 10}, {"Release", "ms", 1, 5000, 200},
  {"Tune", "ct", -100, 100, 0},         {"Level", "dB", -60, 6, -12},
};
const char* features[] = {CLAP_PLUGIN_FEATURE_INSTRUMENT, CLAP_PLUGIN_FEATURE_SYNTHESIZER, CLAP_PLUGIN_FEATURE_STEREO,
                          nullptr};

class Synth final : public samples::Plugin {
public:
  static const samples::Shape SHAPE;

  Synth() : Plugin(SHAPE) {}

private:
  void prepare(double sampleRate) override
  {
    sampleRate_ = sampleRate;
    reset();
  }

  void reset() override
  {
    isHeld_ = false;
    phase_ = envelope_ = 0;
  }

  void noteOn(int key, double velocity) override
  {
    key_ = key;
    velocity_ = velocity;
    isHeld_ = true;
  }

  void noteOff(int key) override
  {
    if (key == key_ || key < 0) isHeld_ = false; // A negative key is a wildcard
  }

  void render(const float* const*, float* const* outputs, std::uint32_t begin, std::uint32_t end) override
  {
    const double frequency = 440 * std::exp2((key_ - 69 + value(TUNE) / 100) / 12);
    const double level = velocity_ * std::pow(10, value(LEVEL) / 20);
    const double rise = 1000 / (value(ATTACK) * sampleRate_);
    const double fall = 1000 / (value(RELEASE) * sampleRate_);
    for (std::uint32_t i = begin; i < end; ++i) {
      envelope_ = isHeld_ ? std::min(1.0, envelope_ + rise) : std::max(0.0, envelope_ - fall);
      outputs[0][i] = outputs[1][i] = static_cast<float>(level * envelope_ * oscillator());
      phase_ = std::fmod(phase_ + frequency / sampleRate_, 1.0);
    }
  }

  double oscillator() const
  {
    if (value(WAVEFORM) < 0.5) return std::sin(2 * std::numbers::pi * phase_);
    if (value(WAVEFORM) < 1.5) return 4 * std::abs(phase_ - 0.5) - 1;
    return phase_ < 0.5 ? 1 : -1;
  }

  double sampleRate_ = 48'000;
  double phase_ = 0;
  double envelope_ = 0;
  double velocity_ = 0;
  int key_ = 69;
  bool isHeld_ = false;
};

const samples::Shape Synth::SHAPE = {
  samples::describe("org.pluginary.samples.synth", "Sample Synth", "Synthesizer with one voice", features), true,
  PARAMETERS};

} // namespace

extern "C" CLAP_EXPORT const clap_plugin_entry_t clap_entry = samples::ENTRY<Synth>;
