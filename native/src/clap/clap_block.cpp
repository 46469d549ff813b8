// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_block.h"

#include "clap_host.h"
#include "clap_instance.h"
#include "clap_limits.h"
#include "failure.h"
#include "plugin_state.h"

namespace pluginary {
namespace {

using Values = std::vector<clap_event_param_value_t>;

/// Samples of a channel.  Plugins read and write beyond a block by mistake; this much
/// does no harm.
constexpr std::size_t CHANNEL_CAPACITY = 2 * STATE_BLOCK_SIZE;

/// Silence for all ports of one direction.
class PortBuffers {
public:
  PortBuffers(const ClapInstance& instance, bool isInput)
  {
    const auto* ports = instance.extension<clap_plugin_audio_ports_t>(CLAP_EXT_AUDIO_PORTS);
    if (ports == nullptr || ports->count == nullptr || ports->get == nullptr) return;
    const std::uint32_t count =
      clap::checkedCount(ports->count(instance.plugin(), isInput), clap::MAXIMUM_PORTS, "ports");
    std::size_t total = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      clap_audio_port_info_t port{};
      if (!ports->get(instance.plugin(), i, isInput, &port)) port.channel_count = 0;
      channels_.emplace_back(clap::checkedCount(port.channel_count, clap::MAXIMUM_CHANNELS, "channels"));
      total += channels_.back().size();
    }
    samples_.resize(total * CHANNEL_CAPACITY);
    connect();
  }

  clap_audio_buffer_t* data() { return buffers_.data(); }
  std::uint32_t count() const { return static_cast<std::uint32_t>(buffers_.size()); }

private:
  void connect()
  {
    float* next = samples_.data();
    for (std::vector<float*>& channels : channels_) {
      for (float*& channel : channels) {
        channel = next;
        next += CHANNEL_CAPACITY;
      }
      clap_audio_buffer_t buffer{};
      buffer.data32 = channels.data();
      buffer.channel_count = static_cast<std::uint32_t>(channels.size());
      buffers_.push_back(buffer);
    }
  }

  std::vector<clap_audio_buffer_t> buffers_;
  std::vector<std::vector<float*>> channels_;
  std::vector<float> samples_;
};

std::uint32_t CLAP_ABI countEvents(const clap_input_events_t* list)
{
  return static_cast<std::uint32_t>(static_cast<const Values*>(list->ctx)->size());
}

const clap_event_header_t* CLAP_ABI eventAt(const clap_input_events_t* list, std::uint32_t index)
{
  const auto& values = *static_cast<const Values*>(list->ctx);
  return index < values.size() ? &values[index].header : nullptr;
}

/// The values of parameters are read from the plugin, and no other events are used.
bool CLAP_ABI dropEvent(const clap_output_events_t*, const clap_event_header_t*)
{
  return true;
}

/// Tells the plugin that the thread is the audio thread, even if it throws.
class ProcessingScope {
public:
  explicit ProcessingScope(ClapHost& host) : host_(host) { host_.setProcessing(true); }
  ProcessingScope(const ProcessingScope&) = delete;
  ProcessingScope& operator=(const ProcessingScope&) = delete;
  ~ProcessingScope() { host_.setProcessing(false); }

private:
  ClapHost& host_;
};

} // namespace

void processClapBlock(const ClapInstance& instance, ClapHost& host, const Values& values)
{
  const clap_plugin_t* plugin = instance.plugin();
  if (plugin->start_processing == nullptr || plugin->stop_processing == nullptr || plugin->process == nullptr) {
    throw Failure(PLUGINARY_LOAD_ERROR, "The plugin lacks a function to process");
  }
  PortBuffers inputs(instance, true);
  PortBuffers outputs(instance, false);
  Values events = values;
  const clap_input_events_t in{&events, &countEvents, &eventAt};
  const clap_output_events_t out{nullptr, &dropEvent};
  clap_process_t block{};
  block.steady_time = -1;
  block.frames_count = STATE_BLOCK_SIZE;
  block.audio_inputs = inputs.data();
  block.audio_outputs = outputs.data();
  block.audio_inputs_count = inputs.count();
  block.audio_outputs_count = outputs.count();
  block.in_events = &in;
  block.out_events = &out;
  const ProcessingScope processing(host);
  if (!plugin->start_processing(plugin)) throw Failure(PLUGINARY_LOAD_ERROR, "The plugin refused to process");
  plugin->process(plugin, &block);
  plugin->stop_processing(plugin);
}

} // namespace pluginary
