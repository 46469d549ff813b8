// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_worker.h"

#include <cstdint>
#include <new>
#include <utility>

namespace pluginary {
namespace {

/// Messages that wait at one time; a plugin sends a few for a block.
constexpr std::size_t MAXIMUM_MESSAGES = 10'000;

} // namespace

Lv2Worker::Lv2Worker()
  : schedule_{this, [](LV2_Worker_Schedule_Handle handle, std::uint32_t size, const void* data) {
                return keep(static_cast<Lv2Worker*>(handle)->jobs_, size, data);
              }}
{
}

void Lv2Worker::attach(LV2_Handle instance, const LV2_Worker_Interface* interface)
{
  instance_ = instance;
  interface_ = interface;
}

bool Lv2Worker::work()
{
  if (interface_ == nullptr || interface_->work == nullptr || jobs_.empty()) return false;
  const auto respond = [](LV2_Worker_Respond_Handle handle, std::uint32_t size, const void* data) {
    return keep(static_cast<Lv2Worker*>(handle)->responses_, size, data);
  };
  for (const Message& job : std::exchange(jobs_, {})) {
    interface_->work(instance_, respond, this, static_cast<std::uint32_t>(job.size()), job.data());
  }
  for (const Message& response : std::exchange(responses_, {})) {
    if (interface_->work_response == nullptr) break;
    interface_->work_response(instance_, static_cast<std::uint32_t>(response.size()), response.data());
  }
  return true;
}

void Lv2Worker::endBlock()
{
  if (interface_ != nullptr && interface_->end_run != nullptr) interface_->end_run(instance_);
}

LV2_Worker_Status Lv2Worker::keep(std::vector<Message>& messages, std::uint32_t size, const void* data) noexcept
{
  if (messages.size() == MAXIMUM_MESSAGES) return LV2_WORKER_ERR_NO_SPACE;
  try {
    // A message may have no data
    messages.emplace_back(data == nullptr ? "" : static_cast<const char*>(data), data == nullptr ? 0 : size);
    return LV2_WORKER_SUCCESS;
  } catch (const std::bad_alloc&) {
    return LV2_WORKER_ERR_NO_SPACE;
  }
}

} // namespace pluginary
