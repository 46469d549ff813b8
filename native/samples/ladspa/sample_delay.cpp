// SPDX-License-Identifier: GPL-3.0-or-later

// A mono delay with feedback.

#include "ladspa/ladspa_abi.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <new>
#include <vector>

#ifdef _WIN32
#  define SAMPLE_EXPORT __declspec(dllexport)
#else
#  define SAMPLE_EXPORT __attribute__((visibility("default")))
#endif

namespace {

using namespace pluginary::ladspa;

enum Port : std::size_t { INPUT, OUTPUT, TIME, FEEDBACK, MIX, PORT_COUNT };

constexpr float LONGEST_MS = 2000;
constexpr int BOUNDED = HINT_BOUNDED_BELOW | HINT_BOUNDED_ABOVE;
constexpr int PORTS[] = {PORT_AUDIO | PORT_INPUT, PORT_AUDIO | PORT_OUTPUT, PORT_CONTROL | PORT_INPUT,
                         PORT_CONTROL | PORT_INPUT, PORT_CONTROL | PORT_INPUT};
constexpr const char* NAMES[] = {"Input", "Output", "Time (ms)", "Feedback (%)", "Mix (%)"};
constexpr PortRangeHint HINTS[] = {{},
                                   {},
                                   {BOUNDED | HINT_LOGARITHMIC | DEFAULT_MIDDLE, 1, LONGEST_MS},
                                   {BOUNDED | DEFAULT_LOW, 0, 95},
                                   {BOUNDED | DEFAULT_MIDDLE, 0, 100}};
static_assert(std::size(PORTS) == PORT_COUNT && std::size(NAMES) == PORT_COUNT && std::size(HINTS) == PORT_COUNT);

class Delay {
public:
  explicit Delay(unsigned long sampleRate)
    : framesPerMs_(static_cast<float>(sampleRate) / 1000),
      line_(static_cast<std::size_t>(framesPerMs_ * LONGEST_MS) + 1)
  {
  }

  void connect(unsigned long port, float* data)
  {
    if (port < PORT_COUNT) ports_[port] = data;
  }

  void clear() { std::fill(line_.begin(), line_.end(), 0.0F); }

  void run(unsigned long frames)
  {
    const float time = std::clamp(*ports_[TIME], 1.0F, LONGEST_MS);
    const auto distance = static_cast<std::size_t>(time * framesPerMs_);
    const float feedback = *ports_[FEEDBACK] / 100;
    const float mix = *ports_[MIX] / 100;
    for (unsigned long i = 0; i < frames; ++i) {
      const float in = ports_[INPUT][i];
      const float delayed = line_[(head_ + line_.size() - distance) % line_.size()];
      line_[head_] = in + feedback * delayed;
      head_ = (head_ + 1) % line_.size();
      ports_[OUTPUT][i] = in + mix * (delayed - in);
    }
  }

private:
  float framesPerMs_;
  std::vector<float> line_;
  std::size_t head_ = 0;
  float* ports_[PORT_COUNT]{};
};

void* instantiate(const Descriptor*, unsigned long sampleRate)
{
  return new (std::nothrow) Delay(sampleRate);
}

const Descriptor DESCRIPTOR = [] {
  Descriptor descriptor{};
  descriptor.uniqueId = 501; // 1 to 1000 are for plugins that are not released
  descriptor.label = "sample_delay";
  descriptor.name = "Sample Delay";
  descriptor.maker = "pluginary samples";
  descriptor.copyright = "GPL-3.0-or-later";
  descriptor.portCount = PORT_COUNT;
  descriptor.portDescriptors = PORTS;
  descriptor.portNames = NAMES;
  descriptor.portRangeHints = HINTS;
  descriptor.instantiate = instantiate;
  descriptor.connectPort = [](void* delay, unsigned long port, float* data) {
    static_cast<Delay*>(delay)->connect(port, data);
  };
  descriptor.activate = [](void* delay) { static_cast<Delay*>(delay)->clear(); };
  descriptor.run = [](void* delay, unsigned long frames) { static_cast<Delay*>(delay)->run(frames); };
  descriptor.cleanup = [](void* delay) { delete static_cast<Delay*>(delay); };
  return descriptor;
}();

} // namespace

extern "C" SAMPLE_EXPORT const Descriptor* ladspa_descriptor(unsigned long index)
{
  return index == 0 ? &DESCRIPTOR : nullptr;
}
