// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_PROCESS_END_H
#define PLUGINARY_PROCESS_END_H

#if defined(_WIN32)
#  include <windows.h>
#else
#  include <unistd.h>
#endif

namespace pluginary {

/// Ends the process without exit handlers or destructors: those of plugins
/// crash, and all answers have already been sent.
[[noreturn]] inline void endProcess(int code)
{
#if defined(_WIN32)
  // ExitProcess() would call every library's DllMain
  TerminateProcess(GetCurrentProcess(), static_cast<UINT>(code));
  for (;;) Sleep(INFINITE);
#else
  _exit(code);
#endif
}

} // namespace pluginary

#endif // PLUGINARY_PROCESS_END_H
