// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_JSON_REQUEST_H
#define PLUGINARY_JSON_REQUEST_H

#include <juce_core/juce_core.h>

#include <cstdint>
#include <string>
#include <vector>

namespace pluginary {

// Requests of the C ABI as JSON.  Every function throws Failure for a request that is
// not as it needs it.

/// Reads a request, which must be a JSON object.
juce::var parseRequest(const char* request);

/// A member that may be left out; null then.
const juce::var* findMember(const juce::var& object, const char* name);

std::string textOf(const juce::var& object, const char* name);

/// A number of items, which may be larger than the list.
std::size_t countOf(const juce::var& object, const char* name);

/// A finite number.
double numberOf(const juce::var& object, const char* name);

/// A member that must be an array.
const juce::Array<juce::var>& arrayOf(const juce::var& object, const char* name);

/// The texts of an array that may be left out.
std::vector<std::string> textsOf(const juce::var& object, const char* name);

/// The bytes of a member in base64.
std::string bytesOf(const juce::var& object, const char* name);

} // namespace pluginary

#endif // PLUGINARY_JSON_REQUEST_H
