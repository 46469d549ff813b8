// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_PORT_BUFFERS_H
#define PLUGINARY_LV2_PORT_BUFFERS_H

#include "lv2_urids.h"

#include <lv2/core/lv2.h>
#include <lv2/resize-port/resize-port.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pluginary {

/// The usual size of a buffer for events.
constexpr std::int32_t LV2_EVENT_BYTES = 64 * 1024;

enum class Lv2BufferKind { CONTROL, SIGNAL, EVENTS, NONE };

/// A port as its buffer needs it.
struct Lv2PortPlan {
  std::uint32_t index;
  Lv2BufferKind kind;
  bool isInput;
  float initial;     ///< Of a control
  std::size_t bytes; ///< Least size of a buffer for events
};

/// The memory that a plugin's ports are connected to.
class Lv2PortBuffers {
public:
  Lv2PortBuffers(const std::vector<Lv2PortPlan>& plans, Lv2Urids& urids);
  Lv2PortBuffers(const Lv2PortBuffers&) = delete;
  Lv2PortBuffers& operator=(const Lv2PortBuffers&) = delete;

  /// Connects all ports of an instance.
  void connect(const LV2_Descriptor& plugin, LV2_Handle instance);

  /// Makes the signals silent and the events empty, as before every block, but for an
  /// event that is to be sent.
  void prepare();

  /// The value of a control port, which must be one.
  float& control(std::uint32_t index);

  /// Sends an atom to an input for events in the next block.
  void send(std::uint32_t index, const std::vector<std::byte>& atom);

  /// For plugins that ask for more room during a block.
  LV2_Resize_Port_Resize* resizeFeature() { return &resize_; }

private:
  /// Aligned as atoms must be.
  using Memory = std::vector<std::uint64_t>;

  struct Buffer {
    Lv2PortPlan plan;
    Memory memory;
    std::vector<std::byte> pending; ///< Events, as they stand in a sequence
  };

  Buffer* find(std::uint32_t index);
  LV2_Resize_Port_Status resize(std::uint32_t index, std::size_t size) noexcept;
  void prepareEvents(Buffer& buffer);

  std::vector<Buffer> buffers_; ///< By their indices
  const LV2_URID sequence_;
  const LV2_URID chunk_;
  LV2_Resize_Port_Resize resize_;
  const LV2_Descriptor* plugin_ = nullptr;
  LV2_Handle instance_ = nullptr;
};

} // namespace pluginary

#endif // PLUGINARY_LV2_PORT_BUFFERS_H
