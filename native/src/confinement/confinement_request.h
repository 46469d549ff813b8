// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_REQUEST_H
#define PLUGINARY_CONFINEMENT_REQUEST_H

#include "confinement.h"

namespace juce {
class var;
}

namespace pluginary {

/// Reads the request of pluginary_confine().  A field that is unknown or of
/// another type throws Failure: confinement must not be weaker than asked
/// because of a typing error.
ConfinementRequest readConfinementRequest(const juce::var& request);

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_REQUEST_H
