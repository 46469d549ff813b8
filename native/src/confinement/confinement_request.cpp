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

ConfinementOverrides overridesOf(const std::vector<std::string>& names)
{
  ConfinementOverrides overrides;
  for (const std::string& name : names) {
    if (name == "exec") overrides.exec = true;
    else if (name == "net") overrides.net = true;
    else if (name == "display") overrides.display = true;
    else if (name == "paths") overrides.paths = true;
    else refuse("Unknown override \"" + name + "\"");
  }
  return overrides;
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
  else if (name == "overrides") request.overrides = overridesOf(textsOf(value));
  else if (name == "denials") request.denialsPath = textOf(value);
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
