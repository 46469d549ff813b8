// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LADSPA_RANGE_H
#define PLUGINARY_LADSPA_RANGE_H

#include "ladspa_abi.h"

#include <cstdint>
#include <optional>

namespace pluginary {

/// The range of a LADSPA port, from its hints, in native units.  A bound or default is
/// absent if the plugin gives none or one that is not finite.
struct LadspaRange {
  std::optional<float> minimum;
  std::optional<float> maximum;
  std::optional<float> defaultValue;
  std::int64_t stepCount = 0; ///< 0: continuous
};

/// Applies the rules of the specification to a port's hints.  Bounds relative to
/// the sample rate are given at 48 kHz.
LadspaRange ladspaRange(const ladspa::PortRangeHint& hint);

} // namespace pluginary

#endif // PLUGINARY_LADSPA_RANGE_H
