// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_NUMBER_LIST_H
#define PLUGINARY_CONFINEMENT_NUMBER_LIST_H

#include "descriptor.h"

#include <vector>

namespace pluginary {

/// A folder of /proc whose entries are numbers: threads, open descriptors.  It is
/// opened before the confinement and can be read as often as needed afterwards.
class NumberList {
public:
  /// Throws Failure.
  explicit NumberList(const char* path);

  /// The current numbers.  Throws Failure.
  std::vector<int> read() const;

  /// The descriptor of the folder itself.
  int descriptor() const noexcept { return folder_.number(); }

private:
  Descriptor folder_;
};

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_NUMBER_LIST_H
