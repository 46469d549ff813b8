// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_UNITS_H
#define PLUGINARY_LV2_UNITS_H

#include "lv2_vocabulary.h"

#include <string>

namespace pluginary {

/// The symbol that a unit is displayed with, for example `dB`: what the unit or
/// its specification says, else what stands around the number in its
/// `units:render` format.  Empty without either.
std::string lv2UnitSymbol(const Lv2Vocabulary& words, Lv2Node unit);

} // namespace pluginary

#endif // PLUGINARY_LV2_UNITS_H
