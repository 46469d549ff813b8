// SPDX-License-Identifier: GPL-3.0-or-later

#include "confinement_request.h"

#include "failure.h"

#include <juce_core/juce_core.h>

namespace pluginary {
namespace {

[[noreturn]] void refuse(const std::string& what)
{
  throw Failure(PLUGINARY_INVALID_REQUEST, what);
}

std::string textOf(const juce::var& value)
{
  if (!value.isString()) refuse("A value of the confinement request must be a string");
  return value.toString().toStdString();
}

std::vector<std::string> textsOf(const juce::var& value)
{
  if (!value.isArray()) refuse("A value of the confinement request must be an array");
  std::vector<std::string> texts;
  for (const juce::var& element : *value.getArray()) texts.push_back(textOf(element));
  return texts;
}

ConfinementLevel levelOf(const std::string& name)
{
  if (name == "auto") return ConfinementLevel::automatic;
  if (name == "require") return ConfinementLevel::require;
  if (name == "off") return ConfinementLevel::off;
  refuse("Unknown confinement level \"" + name + "\"");
}

void addOverrides(ConfinementOverrides& overrides, const std::vector<std::string>& names)
{
  for (const std::string& name : names) {
    if (name == "exec") overrides.exec = true;
    else if (name == "net") overrides.net = true;
    else if (name == "display") overrides.display = true;
    else if (name == "paths") overrides.paths = true;
    else refuse("Unknown override \"" + name + "\"");
  }
}

std::uint64_t bytesOf(const juce::var& value)
{
  const bool isWhole = value.isInt() || value.isInt64();
  if (!isWhole || static_cast<juce::int64>(value) < 0) refuse("\"memory\" must be a number of bytes");
  return static_cast<std::uint64_t>(static_cast<juce::int64>(value));
}

bool switchOf(const juce::var& value)
{
  if (!value.isBool()) refuse("\"refusals\" must be true or false");
  return value;
}

int abiOf(const juce::var& value)
{
  if (!value.isInt()) refuse("\"maximumLandlockAbi\" must be an integer");
  return value;
}

void readMember(ConfinementRequest& request, const juce::String& name, const juce::var& value)
{
  if (name == "level") request.level = levelOf(textOf(value));
  else if (name == "readable") request.readable = textsOf(value);
  else if (name == "writable") request.writable = textsOf(value);
  else if (name == "overrides") addOverrides(request.overrides, textsOf(value));
  else if (name == "memory") request.overrides.memory = bytesOf(value);
  else if (name == "denials") request.denialsPath = textOf(value);
  else if (name == "refusals") request.recordsRefusals = switchOf(value);
  else if (name == "maximumLandlockAbi") request.maximumLandlockAbi = abiOf(value);
  else if (name == "without") request.without = textsOf(value);
  else if (name == "pretend") request.pretended = textsOf(value);
  else refuse("Unknown member \"" + name.toStdString() + "\" of the confinement request");
}

} // namespace

ConfinementRequest readConfinementRequest(const juce::var& request)
{
  const juce::NamedValueSet& members = request.getDynamicObject()->getProperties();
  if (!members.contains("level")) refuse("The confinement request lacks \"level\"");
  ConfinementRequest result;
  for (const juce::NamedValueSet::NamedValue& member : members) {
    readMember(result, member.name.toString(), member.value);
  }
  return result;
}

} // namespace pluginary
