// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_REQUEST_H
#define PLUGINARY_CONFINEMENT_REQUEST_H

#include "confinement.h"

namespace juce {
class var;
}

namespace pluginary {

/// Reads the request of pluginary_confine().  Throws Failure for a field that is
/// unknown or has the wrong type: a typing error must not make the confinement
/// weaker than requested.
ConfinementRequest readConfinementRequest(const juce::var& request);

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_REQUEST_H
