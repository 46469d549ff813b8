// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_PROCESS_STATE_H
#define PLUGINARY_PROCESS_STATE_H

#include <memory>

namespace pluginary {

/// The state of the process before the first module was loaded.  Modules change
/// it, mostly by accident, and must not affect later ones: by a locale with a
/// decimal comma, another current folder, signal handlers, closed standard
/// streams, an empty environment.
///
/// Threads, memory and the state of shared libraries cannot be restored; that
/// takes a new worker.
class ProcessState {
public:
  ProcessState();
  ProcessState(const ProcessState&) = delete;
  ProcessState& operator=(const ProcessState&) = delete;
  ~ProcessState();

  /// Restores everything that can be restored.
  void restore() const noexcept;

private:
  struct Saved;
  std::unique_ptr<Saved> saved_;
};

} // namespace pluginary

#endif // PLUGINARY_PROCESS_STATE_H
