// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_JUCE_RUNTIME_H
#define PLUGINARY_JUCE_RUNTIME_H

#include <juce_events/juce_events.h>

namespace pluginary {

/// Makes the calling thread JUCE's message thread, as its plugin hosting
/// requires.  Opens no display.
class JuceRuntime {
  juce::ScopedJuceInitialiser_GUI initialiser_;
};

} // namespace pluginary

#endif // PLUGINARY_JUCE_RUNTIME_H
