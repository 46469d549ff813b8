// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_H
#define PLUGINARY_CONFINEMENT_H

#include <string>
#include <string_view>

namespace pluginary {

/// Confines this process as far as `level` asks, and reports as JSON.
/// Throws Failure when "require" cannot be met.
std::string confine(std::string_view level);

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_H
