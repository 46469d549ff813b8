// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_ATOM_VALUE_H
#define PLUGINARY_LV2_ATOM_VALUE_H

#include "lv2/lv2_vocabulary.h"
#include "lv2_urids.h"

#include <optional>
#include <string>

namespace pluginary {

/// A value as a plugin gets it: the body of an atom, with the URI of its type.
struct Lv2AtomValue {
  std::string type;
  std::string body;
};

/// The value of a node in Turtle, in the same types as lilv gives it to plugins; none for
/// one that has no such form.
std::optional<Lv2AtomValue> lv2AtomValueOf(const Lv2Vocabulary& words, Lv2Node node, Lv2Urids& urids);

/// The value of a number or a text for a property of a type; none if it does not fit.
std::optional<Lv2AtomValue> lv2AtomValueOf(double number, const std::string& type);
std::optional<Lv2AtomValue> lv2AtomValueOf(const std::string& text, const std::string& type);

/// The number of a value; none for anything else.
std::optional<double> lv2NumberIn(const Lv2AtomValue& value);

/// The text of a value: a string, a path or a URI; none for anything else.
std::optional<std::string> lv2TextIn(const Lv2AtomValue& value);

} // namespace pluginary

#endif // PLUGINARY_LV2_ATOM_VALUE_H
