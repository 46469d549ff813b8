// SPDX-License-Identifier: GPL-3.0-or-later

#include "json_request.h"

#include "failure.h"

#include <cmath>

namespace pluginary {
namespace {

[[noreturn]] void refuse(const char* name, const char* accepted)
{
  throw Failure(PLUGINARY_INVALID_REQUEST, "\"" + std::string(name) + "\" of the request must be " + accepted);
}

const juce::var& memberOf(const juce::var& object, const char* name)
{
  const juce::var* value = findMember(object, name);
  if (value == nullptr) {
    throw Failure(PLUGINARY_INVALID_REQUEST, "The request lacks \"" + std::string(name) + "\"");
  }
  return *value;
}

} // namespace

juce::var parseRequest(const char* request)
{
  if (request == nullptr) throw Failure(PLUGINARY_INVALID_REQUEST, "The request is missing");
  juce::var parsed;
  const juce::Result result = juce::JSON::parse(juce::String::fromUTF8(request), parsed);
  if (result.failed() || !parsed.isObject()) {
    throw Failure(PLUGINARY_INVALID_REQUEST, "The request must be a JSON object");
  }
  return parsed;
}

const juce::var* findMember(const juce::var& object, const char* name)
{
  const juce::DynamicObject* members = object.getDynamicObject();
  if (members == nullptr) throw Failure(PLUGINARY_INVALID_REQUEST, "A part of the request must be an object");
  return const_cast<juce::DynamicObject*>(members)->getProperties().getVarPointer(name);
}

std::string textOf(const juce::var& object, const char* name)
{
  const juce::var& value = memberOf(object, name);
  if (!value.isString()) refuse(name, "a string");
  return value.toString().toStdString();
}

std::size_t countOf(const juce::var& object, const char* name)
{
  const juce::var& value = memberOf(object, name);
  const bool isWhole = value.isInt() || value.isInt64();
  if (!isWhole || static_cast<juce::int64>(value) < 0) refuse(name, "an integer of 0 or more");
  return static_cast<std::size_t>(static_cast<juce::int64>(value));
}

double numberOf(const juce::var& object, const char* name)
{
  const juce::var& value = memberOf(object, name);
  const bool isNumber = value.isInt() || value.isInt64() || value.isDouble();
  if (!isNumber || !std::isfinite(static_cast<double>(value))) refuse(name, "a number");
  return value;
}

const juce::Array<juce::var>& arrayOf(const juce::var& object, const char* name)
{
  const juce::var& value = memberOf(object, name);
  if (!value.isArray()) refuse(name, "an array");
  return *value.getArray();
}

std::vector<std::string> textsOf(const juce::var& object, const char* name)
{
  std::vector<std::string> texts;
  if (findMember(object, name) == nullptr) return texts;
  for (const juce::var& text : arrayOf(object, name)) texts.push_back(text.toString().toStdString());
  return texts;
}

std::string bytesOf(const juce::var& object, const char* name)
{
  juce::MemoryOutputStream bytes;
  if (!juce::Base64::convertFromBase64(bytes, textOf(object, name))) refuse(name, "base64");
  return {static_cast<const char*>(bytes.getData()), bytes.getDataSize()};
}

} // namespace pluginary
