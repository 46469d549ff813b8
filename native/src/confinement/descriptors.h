// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_DESCRIPTORS_H
#define PLUGINARY_CONFINEMENT_DESCRIPTORS_H

#include "number_list.h"

namespace pluginary {

/// The open descriptors that lead out of the confinement: Landlock asks when a
/// file is opened, never again.
class ForeignDescriptors {
public:
  /// Must be created while /proc can still be opened.  Throws Failure.
  ForeignDescriptors();

  /// Replaces them, except for those named.  When no thread can open a file
  /// outside any more, since the runtime opens its caches when it likes.
  /// Throws Failure.
  void close(const std::vector<int>& kept) const;

  /// Whether one is left that can write to a file.
  bool areLeft() const;

private:
  NumberList list_;
};

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_DESCRIPTORS_H
