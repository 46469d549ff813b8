// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_port_buffers.h"

#include "failure.h"
#include "plugin_state.h"

#include <lv2/atom/atom.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <string>

namespace pluginary {
namespace {

/// More than any plugin declares; oscilloscopes want 50 MB.
constexpr std::size_t MAXIMUM_EVENT_BYTES = 256 * 1024 * 1024;

/// Atoms in a sequence begin at multiples of this.
constexpr std::size_t ATOM_ALIGNMENT = 8;

std::size_t padded(std::size_t size)
{
  return (size + ATOM_ALIGNMENT - 1) / ATOM_ALIGNMENT * ATOM_ALIGNMENT;
}

std::size_t sizeOf(const Lv2PortPlan& plan)
{
  switch (plan.kind) {
  case Lv2BufferKind::CONTROL: return sizeof(float);
  case Lv2BufferKind::SIGNAL: return STATE_BLOCK_SIZE * sizeof(float);
  case Lv2BufferKind::EVENTS: return std::max<std::size_t>(plan.bytes, LV2_EVENT_BYTES);
  default: return 0;
  }
}

} // namespace

Lv2PortBuffers::Lv2PortBuffers(const std::vector<Lv2PortPlan>& plans, Lv2Urids& urids)
  : sequence_(urids.map(LV2_ATOM__Sequence)),
    chunk_(urids.map(LV2_ATOM__Chunk)),
    resize_{this, [](LV2_Resize_Port_Feature_Data data, std::uint32_t index, std::size_t size) {
              return static_cast<Lv2PortBuffers*>(data)->resize(index, size);
            }}
{
  for (const Lv2PortPlan& plan : plans) {
    const std::size_t size = sizeOf(plan);
    if (size > MAXIMUM_EVENT_BYTES) {
      throw Failure(PLUGINARY_INVALID_METADATA,
                    "A port wants a buffer of " + std::to_string(size) + " bytes, more than " +
                      std::to_string(MAXIMUM_EVENT_BYTES));
    }
    buffers_.push_back({plan, Memory(padded(size) / ATOM_ALIGNMENT), {}});
    if (plan.kind == Lv2BufferKind::CONTROL) control(plan.index) = plan.initial;
  }
}

void Lv2PortBuffers::connect(const LV2_Descriptor& plugin, LV2_Handle instance)
{
  plugin_ = &plugin;
  instance_ = instance;
  prepare();
  for (Buffer& buffer : buffers_) {
    plugin.connect_port(instance, buffer.plan.index, buffer.memory.empty() ? nullptr : buffer.memory.data());
  }
}

void Lv2PortBuffers::prepare()
{
  for (Buffer& buffer : buffers_) {
    if (buffer.plan.kind == Lv2BufferKind::SIGNAL) std::fill(buffer.memory.begin(), buffer.memory.end(), 0U);
    if (buffer.plan.kind == Lv2BufferKind::EVENTS) prepareEvents(buffer);
  }
}

/// An output tells the plugin the size of its buffer.
void Lv2PortBuffers::prepareEvents(Buffer& buffer)
{
  const std::size_t capacity = buffer.memory.size() * ATOM_ALIGNMENT;
  auto* bytes = reinterpret_cast<std::byte*>(buffer.memory.data());
  LV2_Atom_Sequence sequence{};
  if (buffer.plan.isInput) {
    const std::size_t size = std::min(buffer.pending.size(), capacity - sizeof sequence);
    sequence.atom = {static_cast<std::uint32_t>(sizeof sequence.body + size), sequence_};
    std::copy_n(buffer.pending.begin(), size, bytes + sizeof sequence);
    buffer.pending.clear();
  } else {
    sequence.atom = {static_cast<std::uint32_t>(capacity - sizeof(LV2_Atom)), chunk_};
  }
  std::memcpy(bytes, &sequence, sizeof sequence);
}

float& Lv2PortBuffers::control(std::uint32_t index)
{
  Buffer* buffer = find(index);
  if (buffer == nullptr || buffer->memory.empty()) throw Failure(PLUGINARY_INTERNAL_ERROR, "There is no such port");
  return *reinterpret_cast<float*>(buffer->memory.data());
}

void Lv2PortBuffers::send(std::uint32_t index, const std::vector<std::byte>& atom)
{
  Buffer* buffer = find(index);
  if (buffer == nullptr) return;
  const std::size_t capacity = buffer->memory.size() * ATOM_ALIGNMENT - sizeof(LV2_Atom_Sequence);
  const std::size_t start = buffer->pending.size();
  const std::size_t size = padded(sizeof(std::int64_t) + atom.size()); // The time of an event is 0 frames
  if (start + size > capacity) return;
  buffer->pending.resize(start + size);
  std::memcpy(buffer->pending.data() + start + sizeof(std::int64_t), atom.data(), atom.size());
}

Lv2PortBuffers::Buffer* Lv2PortBuffers::find(std::uint32_t index)
{
  const auto found =
    std::lower_bound(buffers_.begin(), buffers_.end(), index,
                     [](const Buffer& buffer, std::uint32_t wanted) { return buffer.plan.index < wanted; });
  return found != buffers_.end() && found->plan.index == index ? &*found : nullptr;
}

LV2_Resize_Port_Status Lv2PortBuffers::resize(std::uint32_t index, std::size_t size) noexcept
{
  Buffer* buffer = find(index);
  if (buffer == nullptr || buffer->plan.kind != Lv2BufferKind::EVENTS) return LV2_RESIZE_PORT_ERR_UNKNOWN;
  if (size > MAXIMUM_EVENT_BYTES) return LV2_RESIZE_PORT_ERR_NO_SPACE;
  try {
    const std::size_t words = padded(size) / ATOM_ALIGNMENT;
    if (words > buffer->memory.size()) buffer->memory.resize(words);
  } catch (const std::bad_alloc&) {
    return LV2_RESIZE_PORT_ERR_NO_SPACE;
  }
  if (plugin_ != nullptr) plugin_->connect_port(instance_, index, buffer->memory.data());
  return LV2_RESIZE_PORT_SUCCESS;
}

} // namespace pluginary
