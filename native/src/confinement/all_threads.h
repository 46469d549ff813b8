// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_ALL_THREADS_H
#define PLUGINARY_CONFINEMENT_ALL_THREADS_H

#include "number_list.h"

namespace pluginary {

/// Runs an action on every thread of this process.
///
/// Credentials and Landlock domains belong to threads, and the runtime has
/// already started several.  A plugin could make one of
/// them run its code (by a signal handler, say), so each has to be confined.
/// As the C library does for setuid() (nptl(7)), a signal makes each thread run
/// the action in its handler.
class AllThreads {
public:
  /// Opens the list of threads, which the confinement prevents later.  Throws
  /// Failure.
  AllThreads();

  /// An async-signal-safe function that returns 0 or an errno.
  using Action = int (*)() noexcept;

  /// Runs the action on this thread and all others, including those that are
  /// started meanwhile.  Throws Failure, naming `what`, when one fails or does
  /// not answer.
  void run(const char* what, Action action) const;

  /// The descriptor of the list of threads.
  int descriptor() const noexcept { return list_.descriptor(); }

private:
  NumberList list_;
};

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_ALL_THREADS_H
