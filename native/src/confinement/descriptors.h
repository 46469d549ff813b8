// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_DESCRIPTORS_H
#define PLUGINARY_CONFINEMENT_DESCRIPTORS_H

#include "number_list.h"

namespace pluginary {

/// The open descriptors that lead out of the confinement: Landlock checks a file
/// only when it is opened.
class ForeignDescriptors {
public:
  /// Has to be created while /proc can still be opened.  Throws Failure.
  ForeignDescriptors();

  /// Replaces them, except for those named.  Call it when no thread can open a file
  /// outside any more, since the runtime may open its caches at any time.
  /// Throws Failure.
  void close(const std::vector<int>& kept) const;

  /// Whether a descriptor is left that can write to a file.
  bool areLeft() const;

private:
  NumberList list_;
};

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_DESCRIPTORS_H
