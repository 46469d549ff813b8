// SPDX-License-Identifier: GPL-3.0-or-later

#include "capabilities.h"

#include <cerrno>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace pluginary {
namespace {

/// More than any kernel has; the first unknown one ends the loop.
constexpr int MAXIMUM_CAPABILITY = 63;

/// The bounding set limits the capabilities of executed programs.  Only a thread
/// with CAP_SETPCAP can lower it; a thread without has none to hand on, since it
/// renounces new privileges.
int emptyBoundingSet() noexcept
{
  for (int capability = 0; capability <= MAXIMUM_CAPABILITY; capability++) {
    if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0) continue;
    return errno == EINVAL || errno == EPERM ? 0 : errno;
  }
  return 0;
}

} // namespace

int dropCapabilities() noexcept
{
  if (const int error = emptyBoundingSet(); error != 0) return error;
  if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0) return errno;
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  const __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {};
  return syscall(SYS_capset, &header, none) == 0 ? 0 : errno;
}

int renouncePrivileges() noexcept
{
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : errno;
}

int checkNoCapabilities() noexcept
{
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {};
  if (syscall(SYS_capget, &header, data) != 0) return errno;
  for (const __user_cap_data_struct& half : data) {
    if ((half.effective | half.permitted | half.inheritable) != 0) return EPERM;
  }
  return 0;
}

int checkNoNewPrivileges() noexcept
{
  return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : EPERM;
}

} // namespace pluginary
