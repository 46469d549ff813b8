// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LADSPA_LIMITS_H
#define PLUGINARY_LADSPA_LIMITS_H

namespace pluginary::ladspa {

/// Libraries return counts of things; beyond these they are wrong or hostile.
/// A plugin within them fits the longest message of the protocol.
constexpr unsigned long MAXIMUM_PLUGINS = 10'000;
constexpr unsigned long MAXIMUM_PORTS = 200'000;

} // namespace pluginary::ladspa

#endif // PLUGINARY_LADSPA_LIMITS_H
