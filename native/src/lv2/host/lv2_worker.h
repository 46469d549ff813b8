// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_WORKER_H
#define PLUGINARY_LV2_WORKER_H

#include <lv2/core/lv2.h>
#include <lv2/worker/worker.h>

#include <cstddef>
#include <string>
#include <vector>

namespace pluginary {

/// Does the work that a plugin schedules, on the thread of the plugin's blocks and
/// between two of them.
class Lv2Worker {
public:
  Lv2Worker();
  Lv2Worker(const Lv2Worker&) = delete;
  Lv2Worker& operator=(const Lv2Worker&) = delete;

  LV2_Worker_Schedule* feature() { return &schedule_; }

  /// The plugin to work for; its interface may be null.
  void attach(LV2_Handle instance, const LV2_Worker_Interface* interface);

  /// Does all scheduled work and hands the responses over.  Returns whether there was any.
  bool work();

  /// Tells the plugin that a block has ended.
  void endBlock();

private:
  using Message = std::string;

  static LV2_Worker_Status keep(std::vector<Message>& messages, std::uint32_t size, const void* data) noexcept;

  LV2_Worker_Schedule schedule_;
  LV2_Handle instance_ = nullptr;
  const LV2_Worker_Interface* interface_ = nullptr;
  std::vector<Message> jobs_;
  std::vector<Message> responses_;
};

} // namespace pluginary

#endif // PLUGINARY_LV2_WORKER_H
