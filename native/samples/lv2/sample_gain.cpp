// SPDX-License-Identifier: GPL-3.0-or-later

// A stereo gain, smoothed so that changes do not click.

#include <lv2/core/lv2.h>

#include <cmath>
#include <cstdint>
#include <new>

namespace {

enum Port : std::uint32_t { IN_LEFT, IN_RIGHT, OUT_LEFT, OUT_RIGHT, GAIN, MUTE, PORT_COUNT };

struct Gain {
  float* ports[PORT_COUNT]{};
  float smoothing = 0;
  float factor = 0;
};

LV2_Handle instantiate(const LV2_Descriptor*, double sampleRate, const char*, const LV2_Feature* const*)
{
  auto* gain = new (std::nothrow) Gain;
  if (gain != nullptr) gain->smoothing = 1 - std::exp(static_cast<float>(-1 / (0.01 * sampleRate)));
  return gain;
}

void connectPort(LV2_Handle handle, std::uint32_t port, void* data)
{
  if (port < PORT_COUNT) static_cast<Gain*>(handle)->ports[port] = static_cast<float*>(data);
}

void run(LV2_Handle handle, std::uint32_t frames)
{
  Gain& gain = *static_cast<Gain*>(handle);
  const float target = *gain.ports[MUTE] > 0.5F ? 0 : std::pow(10.0F, *gain.ports[GAIN] / 20);
  for (std::uint32_t i = 0; i < frames; ++i) {
    gain.factor += gain.smoothing * (target - gain.factor);
    gain.ports[OUT_LEFT][i] = gain.factor * gain.ports[IN_LEFT][i];
    gain.ports[OUT_RIGHT][i] = gain.factor * gain.ports[IN_RIGHT][i];
  }
}

const LV2_Descriptor DESCRIPTOR = {"urn:pluginary:samples:gain",
                                   instantiate,
                                   connectPort,
                                   [](LV2_Handle handle) { static_cast<Gain*>(handle)->factor = 0; },
                                   run,
                                   nullptr,
                                   [](LV2_Handle handle) { delete static_cast<Gain*>(handle); },
                                   nullptr};

} // namespace

LV2_SYMBOL_EXPORT const LV2_Descriptor* lv2_descriptor(std::uint32_t index)
{
  return index == 0 ? &DESCRIPTOR : nullptr;
}
