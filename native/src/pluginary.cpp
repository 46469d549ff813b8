// SPDX-License-Identifier: GPL-3.0-or-later

// The C ABI boundary: requests in, answers and statuses out.  Nothing here
// depends on a plugin format.

#include "pluginary.h"

#include "build_info.h"
#include "channel.h"
#include "confinement/confinement_request.h"
#include "failure.h"
#include "json_request.h"
#include "memory_reserve.h"
#include "parent.h"
#include "plugin_format.h"
#include "process_end.h"
#include "process_state.h"
#include "state_request.h"

#include <juce_core/juce_core.h>

#include <cstring>
#include <map>
#include <new>

namespace {

using pluginary::arrayOf;
using pluginary::countOf;
using pluginary::Failure;
using pluginary::parseRequest;
using pluginary::PluginFormat;
using pluginary::textOf;
using pluginary::textsOf;

using Formats = std::map<std::string, std::unique_ptr<PluginFormat>>;

/// An answer that did not fit its caller's buffer, with its request.
struct PendingAnswer {
  const char* function;
  std::string request;
  std::string text;
};

struct State {
  std::optional<Formats> formats; ///< Set by pluginary_open()
  std::optional<pluginary::ProcessState> process; ///< Saved by pluginary_open()
  std::optional<PendingAnswer> pending;
  std::string lastError;
};

/// Never destroyed: destructors of plugins must not run when the process ends.
State& state()
{
  static State& instance = *new State;
  return instance;
}

PluginaryStatus fail(PluginaryStatus status, const char* message, const char* detail = "") noexcept
{
  try {
    state().lastError = std::string(message) + detail;
  } catch (const std::bad_alloc&) {
    state().lastError.clear();
  }
  return status;
}

/// Runs a body that returns a result, and turns its exceptions into a status.
/// Exceptions of plugins, of any type, also arrive here.
template <typename Body>
auto guard(Body body) noexcept -> decltype(body())
{
  state().lastError.clear();
  try {
    return body();
  } catch (const Failure& failure) {
    return fail(failure.status(), failure.what());
  } catch (const std::bad_alloc&) {
    return fail(PLUGINARY_OUT_OF_MEMORY, "Out of memory");
  } catch (const std::exception& exception) {
    return fail(PLUGINARY_INTERNAL_ERROR, "An exception was thrown: ", exception.what());
  } catch (...) {
    return fail(PLUGINARY_INTERNAL_ERROR, "An exception of an unknown type was thrown");
  }
}

/// Runs a body that returns no answer.
template <typename Body>
std::int32_t perform(Body body) noexcept
{
  return guard([&]() -> std::int32_t {
    state().pending.reset();
    body();
    return PLUGINARY_OK;
  });
}

/// Copies an answer to the caller's buffer if it fits.
std::int64_t copyOut(const std::string& answer, std::uint8_t* out, std::int64_t capacity)
{
  const auto size = static_cast<std::int64_t>(answer.size());
  if (size <= capacity && size > 0) std::memcpy(out, answer.data(), answer.size());
  return size;
}

/// Takes the answer that is waiting for this same call, if there is one.
std::optional<std::string> takePending(const char* function, const char* request)
{
  std::optional<PendingAnswer> pending = std::move(state().pending);
  state().pending.reset();
  if (!pending || std::strcmp(pending->function, function) != 0 || pending->request != request) return {};
  return std::move(pending->text);
}

/// Runs a body that returns an answer, unless its answer is already waiting.
template <typename Body>
std::int64_t answer(const char* function, const char* request, std::uint8_t* out, std::int64_t capacity,
                    Body body) noexcept
{
  return guard([&]() -> std::int64_t {
    if (request == nullptr || capacity < 0 || (out == nullptr && capacity > 0)) {
      throw Failure(PLUGINARY_INVALID_REQUEST, "The request or the buffer is missing");
    }
    std::optional<std::string> waiting = takePending(function, request);
    std::string text = waiting ? std::move(*waiting) : body();
    const std::int64_t size = copyOut(text, out, capacity);
    if (size > capacity) state().pending = PendingAnswer{function, request, std::move(text)};
    return size;
  });
}

pluginary::ModuleRequest moduleOf(const juce::var& request)
{
  return {textOf(request, "location"), textOf(request, "binary")};
}

PluginFormat& formatOf(const juce::var& request)
{
  if (!state().formats) throw Failure(PLUGINARY_NOT_OPEN, "pluginary_open() has not been called");
  const std::string name = textOf(request, "format");
  const auto found = state().formats->find(name);
  if (found == state().formats->end()) {
    throw Failure(PLUGINARY_FORMAT_NOT_BUILT, "The format \"" + name + "\" has not been opened");
  }
  return *found->second;
}

/// Opens a format, unless it is already open.
void openFormat(Formats& formats, const juce::var& name, const pluginary::FormatSettings& settings)
{
  const std::string text = name.toString().toStdString();
  if (formats.count(text) != 0) return;
  auto format = pluginary::makePluginFormat(text, settings);
  if (format == nullptr) {
    throw Failure(PLUGINARY_FORMAT_NOT_BUILT, "This build does not have the format \"" + text + "\"");
  }
  formats.emplace(text, std::move(format));
}

void openFormats(const juce::var& request)
{
  const juce::Array<juce::var>& names = arrayOf(request, "formats");
  if (!state().formats) state().formats.emplace();
  const pluginary::FormatSettings settings{textsOf(request, "lv2Bundles")};
  for (const juce::var& name : names) openFormat(*state().formats, name, settings);
  if (!state().process) state().process.emplace();
}

/// Restores the state of the process at the end of a scope, even if a plugin
/// throws.
struct ProcessRestorer {
  ProcessRestorer() = default;
  ProcessRestorer(const ProcessRestorer&) = delete;
  ProcessRestorer& operator=(const ProcessRestorer&) = delete;
  ~ProcessRestorer()
  {
    if (state().process) state().process->restore();
  }
};

} // namespace

extern "C" {

int32_t pluginary_abi_version(void)
{
  return PLUGINARY_ABI_VERSION;
}

int64_t pluginary_build_info(uint8_t* out, int64_t capacity)
{
  return answer(__func__, "", out, capacity, [] { return std::string(pluginary::BUILD_INFO); });
}

int32_t pluginary_open_channel(void)
{
  return perform([] { pluginary::openChannel(); });
}

int32_t pluginary_send(const uint8_t* bytes, int64_t size)
{
  return perform([&] {
    if (size < 0 || (bytes == nullptr && size > 0)) {
      throw Failure(PLUGINARY_INVALID_REQUEST, "The bytes to send are missing");
    }
    pluginary::sendOnChannel(bytes, static_cast<std::size_t>(size));
  });
}

int32_t pluginary_die_with_parent(int64_t parent_pid)
{
  return perform([&] { pluginary::dieWithParent(parent_pid); });
}

int64_t pluginary_confine(const char* request, uint8_t* out, int64_t capacity)
{
  return answer(__func__, request, out, capacity,
                [&] { return pluginary::confine(pluginary::readConfinementRequest(parseRequest(request))); });
}

int32_t pluginary_open(const char* request)
{
  return perform([&] { openFormats(parseRequest(request)); });
}

int64_t pluginary_list(const char* request, uint8_t* out, int64_t capacity)
{
  return answer(__func__, request, out, capacity, [&] {
    const juce::var parsed = parseRequest(request);
    const pluginary::MemoryReserve reserve;
    return formatOf(parsed).list(moduleOf(parsed));
  });
}

int64_t pluginary_describe(const char* request, uint8_t* out, int64_t capacity)
{
  return answer(__func__, request, out, capacity, [&] {
    const juce::var parsed = parseRequest(request);
    const pluginary::MemoryReserve reserve;
    return formatOf(parsed).describe(moduleOf(parsed), textOf(parsed, "nativeId"));
  });
}

int64_t pluginary_presets(const char* request, uint8_t* out, int64_t capacity)
{
  return answer(__func__, request, out, capacity, [&] {
    const juce::var parsed = parseRequest(request);
    const pluginary::Page page{countOf(parsed, "offset"), countOf(parsed, "limit")};
    return formatOf(parsed).presets(moduleOf(parsed), textOf(parsed, "nativeId"), page);
  });
}

int64_t pluginary_state(const char* request, uint8_t* out, int64_t capacity)
{
  return answer(__func__, request, out, capacity, [&] {
    const juce::var parsed = parseRequest(request);
    const pluginary::StateRequest wanted = pluginary::readStateRequest(parsed);
    const pluginary::MemoryReserve reserve;
    return formatOf(parsed).state(moduleOf(parsed), textOf(parsed, "nativeId"), wanted);
  });
}

int64_t pluginary_preset_files(const char* request, uint8_t* out, int64_t capacity)
{
  return answer(__func__, request, out, capacity, [&] {
    const juce::var parsed = parseRequest(request);
    const pluginary::MemoryReserve reserve;
    return formatOf(parsed).presetFiles(moduleOf(parsed), textsOf(parsed, "files"));
  });
}

int32_t pluginary_release(void)
{
  return perform([] {
    if (!state().formats) return;
    const ProcessRestorer restorer;
    for (auto& [name, format] : *state().formats) format->release();
  });
}

int64_t pluginary_last_error(uint8_t* out, int64_t capacity)
{
  state().pending.reset();
  return copyOut(state().lastError, out, capacity);
}

void pluginary_exit(int32_t code)
{
  pluginary::endProcess(code);
}

} // extern "C"
