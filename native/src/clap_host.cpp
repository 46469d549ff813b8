// SPDX-License-Identifier: GPL-3.0-or-later

#include "clap_host.h"

#include "build_info.h"
#include "plugin_text.h"

#include <cstdio>
#include <cstring>

namespace pluginary {
namespace {

/// Standard error is where the scanner looks for a plugin's last words.
void CLAP_ABI writeLog(const clap_host_t*, std::int32_t severity, const char* message)
{
  // A plugin written in C cannot take an exception, and this could be one of
  // running out of memory
  if (message == nullptr) return;
  const auto* end = static_cast<const char*>(std::memchr(message, '\0', MAXIMUM_TEXT_BYTES));
  const auto size = static_cast<int>(end != nullptr ? end - message : std::ptrdiff_t{MAXIMUM_TEXT_BYTES});
  std::fprintf(stderr, "clap.log %d: %.*s\n", static_cast<int>(severity), size, message);
}

} // namespace

ClapHost::ClapHost()
  : host_{CLAP_VERSION, this, "pluginary", "pluginary", "", VERSION, &getExtension, &ignore, &ignore, &requestCallback},
    mainThread_(std::this_thread::get_id())
{
}

const ClapHost& ClapHost::of(const clap_host_t* host)
{
  return *static_cast<const ClapHost*>(host->host_data);
}

/// Only what a plugin without a window and without sound can have any use for.
const void* ClapHost::getExtension(const clap_host_t*, const char* id)
{
  static const clap_host_thread_check_t THREAD_CHECK{&isMainThread, &isAudioThread};
  static const clap::HostLog LOG{&writeLog};
  if (id == nullptr) return nullptr;
  if (std::strcmp(id, CLAP_EXT_THREAD_CHECK) == 0) return &THREAD_CHECK;
  if (std::strcmp(id, clap::EXT_LOG) == 0) return &LOG;
  return nullptr;
}

/// A restart or processing may be put off, and the instance never gets there.
void ClapHost::ignore(const clap_host_t*) {}

void ClapHost::requestCallback(const clap_host_t* host)
{
  of(host).isCallbackRequested_ = true;
}

bool ClapHost::isMainThread(const clap_host_t* host)
{
  return std::this_thread::get_id() == of(host).mainThread_;
}

/// Nothing is ever processed.
bool ClapHost::isAudioThread(const clap_host_t*)
{
  return false;
}

} // namespace pluginary
