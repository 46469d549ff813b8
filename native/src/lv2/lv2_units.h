// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_UNITS_H
#define PLUGINARY_LV2_UNITS_H

#include "lv2_vocabulary.h"

#include <string>

namespace pluginary {

/// The symbol of a unit for display, for example `dB`: the one that the unit or its
/// specification gives, else the text around the number in its `units:render`
/// format.  Empty without either.
std::string lv2UnitSymbol(const Lv2Vocabulary& words, Lv2Node unit);

} // namespace pluginary

#endif // PLUGINARY_LV2_UNITS_H
