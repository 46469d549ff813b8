// SPDX-License-Identifier: GPL-3.0-or-later

#include "ladspa_range.h"

#include <cmath>

namespace pluginary {
namespace {

using namespace ladspa;

constexpr float SAMPLE_RATE = 48'000.0F;

/// Above this a float cannot hold every integer, so there are no steps to count.
constexpr double MAXIMUM_INTEGER = 16'777'216.0;

constexpr float CONCERT_A = 440.0F;

std::optional<float> finite(double value)
{
  const auto single = static_cast<float>(value);
  if (!std::isfinite(single)) return std::nullopt;
  return single + 0.0F; // -0 becomes 0
}

/// The two numbers of a hint, in native units.
struct Bounds {
  std::optional<float> lower;
  std::optional<float> upper;
};

Bounds boundsOf(const PortRangeHint& hint)
{
  const float scale = (hint.hints & HINT_SAMPLE_RATE) != 0 ? SAMPLE_RATE : 1.0F;
  return {finite(hint.lowerBound * scale), finite(hint.upperBound * scale)};
}

/// The value at a position between the two bounds.  With a lower bound of 0 the
/// specification's logarithmic formula gives 0; with a negative one it gives NaN.
std::optional<float> between(const Bounds& bounds, double upperShare, bool isLogarithmic)
{
  if (!bounds.lower || !bounds.upper) return std::nullopt;
  const double lowerShare = 1.0 - upperShare;
  const double lower = *bounds.lower;
  const double upper = *bounds.upper;
  if (!isLogarithmic) return finite(lower * lowerShare + upper * upperShare);
  return finite(std::exp(std::log(lower) * lowerShare + std::log(upper) * upperShare));
}

/// Both numbers count, whether or not the hints say that they are bounds: plugins
/// omit these hints, and the SDK's own analyseplugin does not require them.
std::optional<float> hintedDefault(int hints, const Bounds& bounds)
{
  const bool isLogarithmic = (hints & HINT_LOGARITHMIC) != 0;
  switch (hints & DEFAULT_MASK) {
  case DEFAULT_MINIMUM: return bounds.lower;
  case DEFAULT_LOW: return between(bounds, 0.25, isLogarithmic);
  case DEFAULT_MIDDLE: return between(bounds, 0.5, isLogarithmic);
  case DEFAULT_HIGH: return between(bounds, 0.75, isLogarithmic);
  case DEFAULT_MAXIMUM: return bounds.upper;
  case DEFAULT_0: return 0.0F;
  case DEFAULT_1: return 1.0F;
  case DEFAULT_100: return 100.0F;
  case DEFAULT_440: return CONCERT_A;
  default: return std::nullopt;
  }
}

/// The bounds of an integer port are slightly wider than its values: those of
/// 0 to 3 may be -0.1 and 3.1.
std::int64_t integerSteps(const LadspaRange& range)
{
  if (!range.minimum || !range.maximum) return 0;
  const double lowest = std::ceil(static_cast<double>(*range.minimum));
  const double highest = std::floor(static_cast<double>(*range.maximum));
  const bool isExact = lowest >= -MAXIMUM_INTEGER && highest <= MAXIMUM_INTEGER;
  return isExact && lowest < highest ? static_cast<std::int64_t>(highest - lowest) : 0;
}

} // namespace

LadspaRange ladspaRange(const PortRangeHint& hint)
{
  const Bounds bounds = boundsOf(hint);
  LadspaRange range;
  if ((hint.hints & HINT_BOUNDED_BELOW) != 0) range.minimum = bounds.lower;
  if ((hint.hints & HINT_BOUNDED_ABOVE) != 0) range.maximum = bounds.upper;
  range.defaultValue = hintedDefault(hint.hints, bounds);
  if ((hint.hints & HINT_TOGGLED) != 0) {
    // Bounds are not allowed beside this hint; if a plugin gives some, they only
    // place the default
    range.minimum = 0.0F;
    range.maximum = 1.0F;
    range.stepCount = 1;
    if (range.defaultValue) range.defaultValue = *range.defaultValue > 0.0F ? 1.0F : 0.0F;
  } else if ((hint.hints & HINT_INTEGER) != 0) {
    range.stepCount = integerSteps(range);
    if (range.defaultValue) range.defaultValue = std::round(*range.defaultValue) + 0.0F;
  }
  return range;
}

} // namespace pluginary
