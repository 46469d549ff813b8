// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_PROCESS_STATE_H
#define PLUGINARY_PROCESS_STATE_H

#include <memory>

namespace pluginary {

/// What belongs to the process and not to a module, as it was before the first
/// one was loaded.  Modules change it, by accident most of the time, and those
/// after them must not suffer for it: a locale with a decimal comma, another
/// current folder, signal handlers, closed standard streams, no environment.
///
/// What nobody can undo (threads, memory, the state of shared libraries) is what
/// a new worker is for.
class ProcessState {
public:
  ProcessState();
  ProcessState(const ProcessState&) = delete;
  ProcessState& operator=(const ProcessState&) = delete;
  ~ProcessState();

  /// Makes everything as it was.  Throws nothing; what cannot be undone stays.
  void restore() const noexcept;

private:
  struct Saved;
  std::unique_ptr<Saved> saved_;
};

} // namespace pluginary

#endif // PLUGINARY_PROCESS_STATE_H
