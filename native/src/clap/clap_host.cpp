// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_host.h"

#include "build_info.h"
#include "plugin_text.h"

#include <cstdio>
#include <cstring>
#include <utility>

namespace pluginary {
namespace {

/// Written to standard error, where the scanner looks for a plugin's last output.
void CLAP_ABI writeLog(const clap_host_t*, std::int32_t severity, const char* message)
{
  // A plugin written in C cannot handle an exception, such as one for lack of
  // memory
  if (message == nullptr) return;
  const auto* end = static_cast<const char*>(std::memchr(message, '\0', MAXIMUM_TEXT_BYTES));
  const auto size = static_cast<int>(end != nullptr ? end - message : std::ptrdiff_t{MAXIMUM_TEXT_BYTES});
  std::fprintf(stderr, "clap.log %d: %.*s\n", static_cast<int>(severity), size, message);
}

// Notifications of plugins are ignored: everything is read once, and nothing is
// shown, stored or played.
constexpr clap_host_audio_ports_t AUDIO_PORTS = {[](const clap_host_t*, std::uint32_t) { return false; },
                                                 [](const clap_host_t*, std::uint32_t) {}};
constexpr clap_host_gui_t GUI = {[](const clap_host_t*) {},
                                 [](const clap_host_t*, std::uint32_t, std::uint32_t) { return false; },
                                 [](const clap_host_t*) { return false; },
                                 [](const clap_host_t*) { return false; },
                                 [](const clap_host_t*, bool) {}};
constexpr clap_host_latency_t LATENCY = {[](const clap_host_t*) {}};
constexpr clap_host_note_ports_t NOTE_PORTS = {
  [](const clap_host_t*) -> std::uint32_t {
    return CLAP_NOTE_DIALECT_CLAP | CLAP_NOTE_DIALECT_MIDI | CLAP_NOTE_DIALECT_MIDI_MPE | CLAP_NOTE_DIALECT_MIDI2;
  },
  [](const clap_host_t*, std::uint32_t) {}};
constexpr clap_host_params_t PARAMETERS = {[](const clap_host_t*, clap_param_rescan_flags) {},
                                           [](const clap_host_t*, clap_id, clap_param_clear_flags) {},
                                           [](const clap_host_t*) {}};
constexpr clap_host_state_t STATE = {[](const clap_host_t*) {}};
constexpr clap::HostLog LOG = {&writeLog};

} // namespace

ClapHost::ClapHost()
  : host_{CLAP_VERSION, this, "pluginary", "pluginary", "", VERSION, &getExtension, &requestRestart, &ignore, &requestCallback},
    mainThread_(std::this_thread::get_id())
{
}

const ClapHost& ClapHost::of(const clap_host_t* host)
{
  return *static_cast<const ClapHost*>(host->host_data);
}

/// Plugins with one of these extensions call the host's part of it without checking
/// that it exists; DPF's do so when their latency changes.
const void* ClapHost::getExtension(const clap_host_t*, const char* id)
{
  static const clap_host_thread_check_t THREAD_CHECK{&isMainThread, &isAudioThread};
  static const std::pair<const char*, const void*> EXTENSIONS[] = {
    {CLAP_EXT_AUDIO_PORTS, &AUDIO_PORTS}, {CLAP_EXT_GUI, &GUI},
    {CLAP_EXT_LATENCY, &LATENCY},         {CLAP_EXT_NOTE_PORTS, &NOTE_PORTS},
    {CLAP_EXT_PARAMS, &PARAMETERS},       {CLAP_EXT_STATE, &STATE},
    {CLAP_EXT_THREAD_CHECK, &THREAD_CHECK}, {clap::EXT_LOG, &LOG},
  };
  if (id == nullptr) return nullptr;
  for (const auto& [name, extension] : EXTENSIONS) {
    if (std::strcmp(id, name) == 0) return extension;
  }
  return nullptr;
}

/// Processing may be postponed, and the instance never lives that long.
void ClapHost::ignore(const clap_host_t*) {}

void ClapHost::requestRestart(const clap_host_t* host)
{
  of(host).isRestartRequested_ = true;
}

void ClapHost::requestCallback(const clap_host_t* host)
{
  of(host).isCallbackRequested_ = true;
}

bool ClapHost::isMainThread(const clap_host_t* host)
{
  return !of(host).isProcessing_ && std::this_thread::get_id() == of(host).mainThread_;
}

bool ClapHost::isAudioThread(const clap_host_t* host)
{
  return of(host).isProcessing_ && std::this_thread::get_id() == of(host).mainThread_;
}

} // namespace pluginary
