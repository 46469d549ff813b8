// SPDX-License-Identifier: GPL-3.0-or-later

// A state-variable filter with low-pass, band-pass and high-pass outputs, after
// Andrew Simper's "Linear Trapezoidal Integrated State Variable Filter".

#include "sample.h"

#include <cmath>
#include <numbers>

namespace {

enum : std::size_t { MODE, CUTOFF, RESONANCE, MIX, BYPASS };

const char* const MODES[] = {"Low pass", "Band pass", "High pass"};
const char* const SWITCH[] = {"Off", "On"};
const samples::Parameter PARAMETERS[] = {
  {"Mode", "", 0, 2, 0, MODES},
  {"Cutoff", "Hz", 20, 20'000, 1000},
  {"Resonance", "%", 0, 100, 20},
  {"Mix", "%", 0, 100, 100},
  {"Bypass", "", 0, 1, 0, SWITCH, CLAP_PARAM_IS_BYPASS},
};
const char* features[] = {CLAP_PLUGIN_FEATURE_AUDIO_EFFECT, CLAP_PLUGIN_FEATURE_FILTER, CLAP_PLUGIN_FEATURE_EQUALIZER,
                          CLAP_PLUGIN_FEATURE_STEREO, nullptr};

class Filter final : public samples::Plugin {
public:
  static const samples::Shape SHAPE;

  Filter() : Plugin(SHAPE) {}

private:
  struct Memory {
    double first = 0;
    double second = 0;
  };

  void prepare(double sampleRate) override
  {
    sampleRate_ = sampleRate;
    reset();
  }

  void reset() override { memories_[0] = memories_[1] = {}; }

  void render(const float* const* inputs, float* const* outputs, std::uint32_t begin, std::uint32_t end) override
  {
    const double cutoff = std::min(value(CUTOFF), 0.49 * sampleRate_);
    const double g = std::tan(std::numbers::pi * cutoff / sampleRate_);
    const double damping = 2 - 1.98 * value(RESONANCE) / 100;
    const double wet = value(BYPASS) > 0.5 ? 0 : value(MIX) / 100;
    for (std::size_t channel = 0; channel < 2; ++channel) {
      Memory& memory = memories_[channel];
      for (std::uint32_t i = begin; i < end; ++i) {
        const double in = inputs[channel][i];
        const double rest = in - memory.second;
        const double band = (memory.first + g * rest) / (1 + g * (g + damping));
        const double low = memory.second + g * band;
        memory = {2 * band - memory.first, 2 * low - memory.second};
        outputs[channel][i] = static_cast<float>(in + wet * (select(in, low, band, damping) - in));
      }
    }
  }

  double select(double in, double low, double band, double damping) const
  {
    if (value(MODE) < 0.5) return low;
    return value(MODE) < 1.5 ? damping * band : in - damping * band - low;
  }

  double sampleRate_ = 48'000;
  Memory memories_[2];
};

const samples::Shape Filter::SHAPE = {
  samples::describe("org.pluginary.samples.filter", "Sample Filter", "Low-pass, band-pass or high-pass filter",
                    features),
  false, PARAMETERS};

} // namespace

extern "C" CLAP_EXPORT const clap_plugin_entry_t clap_entry = samples::ENTRY<Filter>;
