// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LADSPA_ABI_H
#define PLUGINARY_LADSPA_ABI_H

/// The binary interface of LADSPA 1.1, as its specification
/// (https://www.ladspa.org/ladspa_sdk/ladspa.h.txt) defines it, in our own words.
/// The sample and the test plugins implement the functions.
namespace pluginary::ladspa {

/// Properties of a port.  One of the first two and one of the last two are set.
enum PortFlags : int {
  PORT_INPUT = 0x1,
  PORT_OUTPUT = 0x2,
  PORT_CONTROL = 0x4, ///< One value per run
  PORT_AUDIO = 0x8,   ///< One value per sample
};

/// Properties of the values of a port.
enum HintFlags : int {
  HINT_BOUNDED_BELOW = 0x1,
  HINT_BOUNDED_ABOVE = 0x2,
  HINT_TOGGLED = 0x4,     ///< Off up to 0, on above
  HINT_SAMPLE_RATE = 0x8, ///< The bounds are multiples of the sample rate
  HINT_LOGARITHMIC = 0x10,
  HINT_INTEGER = 0x20,

  /// The position of the default is one of these under a mask; positions between
  /// the bounds are interpolated.
  DEFAULT_MASK = 0x3C0,
  DEFAULT_NONE = 0x0,
  DEFAULT_MINIMUM = 0x40,
  DEFAULT_LOW = 0x80,
  DEFAULT_MIDDLE = 0xC0,
  DEFAULT_HIGH = 0x100,
  DEFAULT_MAXIMUM = 0x140,
  DEFAULT_0 = 0x200,
  DEFAULT_1 = 0x240,
  DEFAULT_100 = 0x280,
  DEFAULT_440 = 0x2C0, ///< Concert A in Hz
};

struct PortRangeHint {
  int hints;
  float lowerBound; ///< A bound with HINT_BOUNDED_BELOW only; places the default without it
  float upperBound; ///< A bound with HINT_BOUNDED_ABOVE only; places the default without it
};

/// One plugin type.  The arrays have an entry per port.
struct Descriptor {
  unsigned long uniqueId;
  const char* label; ///< Stays the same between versions, as does the unique id
  int properties;
  const char* name;
  const char* maker;
  const char* copyright;
  unsigned long portCount;
  const int* portDescriptors; ///< PortFlags
  const char* const* portNames;
  const PortRangeHint* portRangeHints;
  void* implementationData;
  void* (*instantiate)(const Descriptor* descriptor, unsigned long sampleRate);
  void (*connectPort)(void* instance, unsigned long port, float* data);
  void (*activate)(void* instance);
  void (*run)(void* instance, unsigned long frames);
  void (*runAdding)(void* instance, unsigned long frames);
  void (*setRunAddingGain)(void* instance, float gain);
  void (*deactivate)(void* instance);
  void (*cleanup)(void* instance);
};

/// The one function that a library exports, as `ladspa_descriptor`: returns the
/// plugin type at an index, or null at the first index without one.
using GetDescriptor = const Descriptor*(unsigned long index);

} // namespace pluginary::ladspa

#endif // PLUGINARY_LADSPA_ABI_H
