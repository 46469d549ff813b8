// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_SPECIFICATIONS_H
#define PLUGINARY_LV2_SPECIFICATIONS_H

namespace pluginary {

struct Lv2Vocabulary;

/// Reads the specifications among the bundles of a graph: they contain the
/// hierarchy of classes and the symbols of units.  Plugin packages do not include
/// them, so missing ones come from the copies inside JUCE's module.
void loadLv2Specifications(const Lv2Vocabulary& words);

} // namespace pluginary

#endif // PLUGINARY_LV2_SPECIFICATIONS_H
