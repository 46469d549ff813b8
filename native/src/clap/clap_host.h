// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CLAP_HOST_H
#define PLUGINARY_CLAP_HOST_H

#include "clap_abi.h"

#include <atomic>
#include <thread>

namespace pluginary {

/// The host as plugins see it.
///
/// Any thread of a plugin may call it, even after the plugin has been destroyed, so
/// it must live until the process ends.
class ClapHost {
public:
  /// On the main thread.
  ClapHost();
  ClapHost(const ClapHost&) = delete;
  ClapHost& operator=(const ClapHost&) = delete;

  const clap_host_t* host() const { return &host_; }

  /// Whether a plugin has asked for on_main_thread() since the last call.
  bool takeCallbackRequest() { return isCallbackRequested_.exchange(false); }

  /// Whether a plugin has asked to be deactivated and activated since the last call.
  bool takeRestartRequest() { return isRestartRequested_.exchange(false); }

  /// The only thread is the audio thread, and not the main thread, while a plugin
  /// processes.
  void setProcessing(bool isProcessing) { isProcessing_ = isProcessing; }

private:
  static const ClapHost& of(const clap_host_t* host);

  static const void* CLAP_ABI getExtension(const clap_host_t* host, const char* id);
  static void CLAP_ABI ignore(const clap_host_t* host);
  static void CLAP_ABI requestRestart(const clap_host_t* host);
  static void CLAP_ABI requestCallback(const clap_host_t* host);
  static bool CLAP_ABI isMainThread(const clap_host_t* host);
  static bool CLAP_ABI isAudioThread(const clap_host_t* host);

  clap_host_t host_;
  std::thread::id mainThread_;
  std::atomic<bool> isProcessing_ = false;
  mutable std::atomic<bool> isCallbackRequested_ = false;
  mutable std::atomic<bool> isRestartRequested_ = false;
};

} // namespace pluginary

#endif // PLUGINARY_CLAP_HOST_H
