// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_block.h"

#include "plugin_state.h"
#include "vst3_limits.h"

#include <pluginterfaces/vst/ivstprocesscontext.h>

#include <vector>

namespace pluginary {
namespace {

namespace Vst = Steinberg::Vst;
using Steinberg::int32;
using Steinberg::kResultOk;

/// Samples of a channel.  Plugins read and write beyond a block by mistake; this much
/// does no harm.
constexpr std::size_t CHANNEL_CAPACITY = 2 * STATE_BLOCK_SIZE;

/// Silence for all buses of one direction.
class BusBuffers {
public:
  BusBuffers(Vst::IComponent& component, Vst::BusDirection direction)
  {
    const int32 count = checkedCount(component.getBusCount(Vst::kAudio, direction), MAXIMUM_BUSES, "buses");
    channels_.resize(static_cast<std::size_t>(count));
    buses_.resize(static_cast<std::size_t>(count));
    std::size_t total = 0;
    for (int32 i = 0; i < count; ++i) total += readBus(component, direction, i);
    samples_.resize(total * CHANNEL_CAPACITY);
    connect();
  }

  Vst::AudioBusBuffers* data() { return buses_.data(); }
  int32 count() const { return static_cast<int32>(buses_.size()); }

private:
  std::size_t readBus(Vst::IComponent& component, Vst::BusDirection direction, int32 index)
  {
    Vst::BusInfo bus{};
    if (component.getBusInfo(Vst::kAudio, direction, index, bus) != kResultOk) bus.channelCount = 0;
    const auto place = static_cast<std::size_t>(index);
    channels_[place].resize(static_cast<std::size_t>(checkedCount(bus.channelCount, MAXIMUM_CHANNELS, "channels")));
    return channels_[place].size();
  }

  void connect()
  {
    float* next = samples_.data();
    for (std::size_t bus = 0; bus < buses_.size(); ++bus) {
      for (float*& channel : channels_[bus]) {
        channel = next;
        next += CHANNEL_CAPACITY;
      }
      buses_[bus].numChannels = static_cast<int32>(channels_[bus].size());
      buses_[bus].channelBuffers32 = channels_[bus].data();
    }
  }

  std::vector<Vst::AudioBusBuffers> buses_;
  std::vector<std::vector<float*>> channels_;
  std::vector<float> samples_;
};

} // namespace

void processVst3Block(Vst::IComponent& component, Vst::IAudioProcessor& processor, Vst3Changes& input,
                      Vst3Changes& output)
{
  BusBuffers inputs(component, Vst::kInput);
  BusBuffers outputs(component, Vst::kOutput);
  Vst3NoEvents events;
  Vst::ProcessContext context{};
  context.sampleRate = STATE_SAMPLE_RATE;
  Vst::ProcessData data;
  data.processMode = Vst::kRealtime;
  data.symbolicSampleSize = Vst::kSample32;
  data.numSamples = static_cast<int32>(STATE_BLOCK_SIZE);
  data.numInputs = inputs.count();
  data.numOutputs = outputs.count();
  data.inputs = inputs.data();
  data.outputs = outputs.data();
  data.inputParameterChanges = &input;
  data.outputParameterChanges = &output;
  data.inputEvents = &events;
  data.outputEvents = &events;
  data.processContext = &context;
  // Not all implement it, and those that refuse process
  processor.setProcessing(true);
  processor.process(data);
  processor.setProcessing(false);
}

} // namespace pluginary
