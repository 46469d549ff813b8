// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_CAPABILITIES_H
#define PLUGINARY_CONFINEMENT_CAPABILITIES_H

namespace pluginary {

// All of these are async-signal-safe, apply only to the calling thread, as in
// the kernel, and return 0 or an errno.

/// Gives up every capability, and the way back to each (capabilities(7)).
int dropCapabilities() noexcept;

/// Keeps executed programs from having more rights than this thread
/// (PR_SET_NO_NEW_PRIVS); Landlock and seccomp require this of unprivileged users.
int renouncePrivileges() noexcept;

/// EPERM when the thread has a capability.
int checkNoCapabilities() noexcept;

/// EPERM when the thread could still gain privileges.
int checkNoNewPrivileges() noexcept;

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_CAPABILITIES_H
