// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_PROCESS_STATE_H
#define PLUGINARY_PROCESS_STATE_H

#include <memory>

namespace pluginary {

/// The state of the process, not of a module, as it was before the first
/// one was loaded.  Modules change it, by accident most of the time, and those
/// after them must not be affected: a locale with a decimal comma, another
/// current folder, signal handlers, closed standard streams, no environment.
///
/// Threads, memory and the state of shared libraries cannot be restored; that
/// takes a new worker.
class ProcessState {
public:
  ProcessState();
  ProcessState(const ProcessState&) = delete;
  ProcessState& operator=(const ProcessState&) = delete;
  ~ProcessState();

  /// Restores everything that can be restored.  Throws nothing.
  void restore() const noexcept;

private:
  struct Saved;
  std::unique_ptr<Saved> saved_;
};

} // namespace pluginary

#endif // PLUGINARY_PROCESS_STATE_H
