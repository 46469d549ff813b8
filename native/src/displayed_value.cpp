// SPDX-License-Identifier: GPL-3.0-or-later

#include "displayed_value.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <locale>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

namespace pluginary {
namespace {

/// More steps than this are searched like a continuous range.
constexpr std::int64_t MAXIMUM_TRIED_STEPS = 1'024;

/// Places of a range whose texts are read before the search between two of them.
constexpr int SAMPLES = 32;

/// Halves the distance of two neighbouring samples down to the precision of a double.
constexpr int HALVINGS = 48;

/// How much two numbers may differ, relative to their size, that show the same: most plugins
/// compute in single precision, and display 25.075 as 25.075001.
constexpr double SINGLE_PRECISION = 5e-7;

/// Likewise for the same number with and without a prefix.
constexpr double DOUBLE_PRECISION = 1e-12;

/// Lower case, with each run of spaces as one and none at the ends.
std::string normalized(std::string_view text)
{
  std::string out;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (std::isspace(byte) != 0) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += static_cast<char>(std::tolower(byte));
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// A text as a number and the unit behind it.
struct Quantity {
  double written;
  double factor;    ///< Of the unit's prefix
  std::string unit; ///< Without prefix, in lower case; empty if there is none

  double plain() const { return written * factor; }
};

/// Units with a prefix, and the plain one with its factor.
struct Prefixed {
  std::string_view name;
  std::string_view plain;
  double factor;
};

constexpr Prefixed PREFIXED[] = {
  {"khz", "hz", 1e3}, {"k", "", 1e3},   {"ms", "s", 1e-3},  {"msec", "s", 1e-3}, {"sec", "s", 1},
  {"us", "s", 1e-6},  {"µs", "s", 1e-6}, {"secs", "s", 1},  {"percent", "%", 1}, {"seconds", "s", 1},
};

std::pair<std::string, double> resolved(const std::string& unit)
{
  for (const Prefixed& prefixed : PREFIXED) {
    if (unit == prefixed.name) return {std::string(prefixed.plain), prefixed.factor};
  }
  return {unit, 1.0};
}

/// The end of the number at the start of a text; 0 if there is none.
std::size_t numberLength(const std::string& text)
{
  std::size_t end = text.find_first_not_of("+-");
  if (end == std::string::npos || end > 1) return 0;
  const std::size_t digits = end;
  bool hasPoint = false;
  for (; end < text.size(); ++end) {
    const char character = text[end];
    if (character == '.' && !hasPoint) hasPoint = true;
    else if (std::isdigit(static_cast<unsigned char>(character)) == 0) break;
  }
  if (end == digits + (hasPoint ? 1U : 0U)) return 0;
  const bool hasExponent = end + 1 < text.size() && text[end] == 'e' &&
    (std::isdigit(static_cast<unsigned char>(text[end + 1])) != 0 ||
     (end + 2 < text.size() && (text[end + 1] == '-' || text[end + 1] == '+') &&
      std::isdigit(static_cast<unsigned char>(text[end + 2])) != 0));
  if (!hasExponent) return end;
  const std::size_t after = text.find_first_not_of("0123456789", end + 2);
  return after == std::string::npos ? text.size() : after;
}

double parsed(const std::string& digits)
{
  double value = 0;
  std::istringstream stream(digits);
  stream.imbue(std::locale::classic());
  stream >> value;
  return value;
}

/// The numbers that people write in other ways than with digits.
std::optional<Quantity> infiniteQuantity(const std::string& text)
{
  for (const std::string_view word : {"-inf", "-\xE2\x88\x9E"}) { // U+221E
    if (text.rfind(word, 0) == 0) return Quantity{-std::numeric_limits<double>::infinity(), 1, ""};
  }
  for (const std::string_view word : {"inf", "+inf", "\xE2\x88\x9E"}) {
    if (text.rfind(word, 0) == 0) return Quantity{std::numeric_limits<double>::infinity(), 1, ""};
  }
  return std::nullopt;
}

std::optional<Quantity> quantityOf(const std::string& display)
{
  std::string text = normalized(display);
  constexpr std::string_view MINUS = "\xE2\x88\x92"; // U+2212
  if (text.rfind(MINUS, 0) == 0) text.replace(0, MINUS.size(), "-");
  if (const auto infinite = infiniteQuantity(text)) return infinite;
  const std::size_t length = numberLength(text);
  if (length == 0) return std::nullopt;
  const auto [unit, factor] = resolved(normalized(text.substr(length)));
  return Quantity{parsed(text.substr(0, length)), factor, unit};
}

bool areClose(double a, double b, double precision)
{
  if (!std::isfinite(a) || !std::isfinite(b)) return a == b;
  return std::abs(a - b) <= precision * std::max(std::abs(a), std::abs(b));
}

/// Whether both have units, which then have to agree.
bool haveUnits(const Quantity& one, const Quantity& other)
{
  return !one.unit.empty() && !other.unit.empty();
}

bool areSame(const Quantity& one, const Quantity& other, double precision)
{
  if (haveUnits(one, other)) return one.unit == other.unit && areClose(one.plain(), other.plain(), precision);
  return areClose(one.written, other.written, precision) || areClose(one.plain(), other.plain(), precision);
}

/// Whether two texts show the same: the same number in the same unit, where both have one, or
/// the same words.
bool showSame(const std::string& text, const std::string& other, double precision)
{
  if (normalized(text) == normalized(other)) return true;
  const auto one = quantityOf(text);
  const auto two = quantityOf(other);
  return one && two && areSame(*one, *two, precision);
}

/// Finds the value of a wanted number in a range.
class Search {
public:
  /// `isPlain` compares numbers in their plain units, else as they are written.
  Search(const DisplayedParameter& parameter, const Quantity& wanted, bool isPlain)
    : parameter_(parameter), wanted_(isPlain ? wanted.plain() : wanted.written), isPlain_(isPlain)
  {
    readSamples();
  }

  /// The value that displays the wanted number, or one of two neighbours between which it lies.
  std::optional<double> within() const
  {
    for (std::size_t i = 0; i < samples_.size(); ++i) {
      if (isReached(samples_[i])) return samples_[i].value;
      if (i + 1 == samples_.size()) break;
      const auto [low, high] = std::minmax(samples_[i].number, samples_[i + 1].number);
      if (low <= wanted_ && wanted_ <= high) return between(samples_[i], samples_[i + 1]);
    }
    return std::nullopt;
  }

  /// The value with the closest number.
  std::optional<double> nearest() const
  {
    const auto closest = std::min_element(samples_.begin(), samples_.end(), [&](const Sample& a, const Sample& b) {
      return std::abs(a.number - wanted_) < std::abs(b.number - wanted_);
    });
    return closest == samples_.end() ? std::nullopt : std::optional<double>(closest->value);
  }

private:
  struct Sample {
    double value;
    double number;
  };

  /// Places without a number, like an "Off" at the end, are left out.
  void readSamples()
  {
    for (int i = 0; i <= SAMPLES; ++i) {
      const double share = static_cast<double>(i) / SAMPLES;
      const double value = parameter_.minimum + (parameter_.maximum - parameter_.minimum) * share;
      if (const auto number = numberAt(value)) samples_.push_back({value, *number});
    }
  }

  std::optional<double> numberAt(double value) const
  {
    const auto quantity = quantityOf(parameter_.textOf(value));
    if (!quantity || std::isnan(quantity->written)) return std::nullopt;
    return isPlain_ ? quantity->plain() : quantity->written;
  }

  bool isReached(const Sample& sample) const { return areClose(sample.number, wanted_, DOUBLE_PRECISION); }

  /// The middle of the values that show the wanted number, since a text is rounded; or
  /// the closest value.
  double between(const Sample& from, const Sample& to) const
  {
    const double sign = from.number <= to.number ? 1 : -1;
    const auto [below, first] = edge(from.value, to.value, [&](double number) {
      return sign * (number - wanted_) >= 0 || areClose(number, wanted_, DOUBLE_PRECISION);
    });
    const auto [last, above] = edge(from.value, to.value, [&](double number) {
      return sign * (number - wanted_) > 0 && !areClose(number, wanted_, DOUBLE_PRECISION);
    });
    if (first <= last) return to.value == last || isReached(to) ? to.value : (first + last) / 2;
    return closer(below, above);
  }

  /// The last value before and the first value from which a condition holds.
  template <typename Condition>
  std::pair<double, double> edge(double low, double high, Condition holds) const
  {
    for (int i = 0; i < HALVINGS; ++i) {
      const double middle = (low + high) / 2;
      const auto number = numberAt(middle);
      if (number && holds(*number)) high = middle;
      else low = middle;
    }
    return {low, high};
  }

  double closer(double a, double b) const
  {
    return distanceAt(a) <= distanceAt(b) ? a : b;
  }

  double distanceAt(double value) const
  {
    const auto number = numberAt(value);
    return number ? std::abs(*number - wanted_) : std::numeric_limits<double>::infinity();
  }

  const DisplayedParameter& parameter_;
  double wanted_;
  bool isPlain_;
  std::vector<Sample> samples_;
};

std::optional<double> stepDisplayedAs(const DisplayedParameter& parameter, const std::string& wanted)
{
  if (parameter.stepCount < 1 || parameter.stepCount > MAXIMUM_TRIED_STEPS) return std::nullopt;
  const double step = (parameter.maximum - parameter.minimum) / static_cast<double>(parameter.stepCount);
  for (std::int64_t i = 0; i <= parameter.stepCount; ++i) {
    const double value = parameter.minimum + step * static_cast<double>(i);
    if (showSame(parameter.textOf(value), wanted, SINGLE_PRECISION)) return value;
  }
  return std::nullopt;
}

/// The nearest step: a value between two steps would be another one after loading.
double onStep(const DisplayedParameter& parameter, double value)
{
  const double range = parameter.maximum - parameter.minimum;
  if (parameter.stepCount < 1 || !(range > 0)) return value;
  const auto steps = static_cast<double>(parameter.stepCount);
  return parameter.minimum + std::round((value - parameter.minimum) / range * steps) / steps * range;
}

/// The value that the plugin itself finds, if it is in the range.
std::optional<double> ownValue(const DisplayedParameter& parameter, const std::string& wanted)
{
  const auto value = parameter.valueOf(wanted);
  const bool isInRange = value && *value >= parameter.minimum && *value <= parameter.maximum;
  return isInRange ? value : std::nullopt;
}

/// A text of the parameter that has a number; absent if none has.
std::optional<Quantity> unitShown(const DisplayedParameter& parameter)
{
  for (const double share : {0.5, 1.0, 0.0}) {
    const double value = parameter.minimum + (parameter.maximum - parameter.minimum) * share;
    if (auto quantity = quantityOf(parameter.textOf(value))) return quantity;
  }
  return std::nullopt;
}

/// The value with a number, in its plain unit if the plugin displays one that agrees, else as
/// it is written, else in its plain unit.
std::optional<double> valueOfNumber(const DisplayedParameter& parameter, const std::string& wanted)
{
  const auto quantity = quantityOf(wanted);
  const auto shown = unitShown(parameter);
  if (!quantity || !shown) return std::nullopt;
  if (haveUnits(*quantity, *shown)) {
    if (quantity->unit != shown->unit) return std::nullopt;
    const Search search(parameter, *quantity, true);
    const auto found = search.within();
    return found ? found : search.nearest();
  }
  const Search asWritten(parameter, *quantity, false);
  if (const auto found = asWritten.within()) return found;
  if (const auto found = Search(parameter, *quantity, true).within()) return found;
  return asWritten.nearest();
}

} // namespace

bool showSame(const std::string& text, const std::string& other)
{
  return showSame(text, other, DOUBLE_PRECISION);
}

std::optional<DisplayedNumber> numberIn(const std::string& text)
{
  const auto quantity = quantityOf(text);
  if (!quantity) return std::nullopt;
  return DisplayedNumber{quantity->written, quantity->plain()};
}

std::optional<double> valueDisplayedAs(const DisplayedParameter& parameter, const std::string& wanted)
{
  const auto own = ownValue(parameter, wanted);
  if (own && showSame(parameter.textOf(*own), wanted, DOUBLE_PRECISION)) return own;
  if (const auto step = stepDisplayedAs(parameter, wanted)) return step;
  for (const double end : {parameter.minimum, parameter.maximum}) {
    if (showSame(parameter.textOf(end), wanted, DOUBLE_PRECISION)) return end;
  }
  const auto found = valueOfNumber(parameter, wanted);
  if (found && showSame(parameter.textOf(onStep(parameter, *found)), wanted, SINGLE_PRECISION)) return onStep(parameter, *found);
  // A text without an order of its numbers, which only the plugin can find
  if (own && showSame(parameter.textOf(*own), wanted, SINGLE_PRECISION)) return own;
  return found ? std::optional<double>(onStep(parameter, *found)) : std::nullopt;
}

} // namespace pluginary
