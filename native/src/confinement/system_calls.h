// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_SYSTEM_CALLS_H
#define PLUGINARY_CONFINEMENT_SYSTEM_CALLS_H

#include <cstddef>

namespace pluginary {

/// A system call by its number on this architecture.
struct SystemCall {
  int number;
  const char* name;
};

/// System calls that are denied for one reason.
struct SystemCallGroup {
  const SystemCall* calls;
  std::size_t count;

  const SystemCall* begin() const { return calls; }
  const SystemCall* end() const { return calls + count; }
};

// Denied with EPERM, whatever their arguments

/// Look into other processes, steer them, or take their descriptors.
extern const SystemCallGroup OTHER_PROCESSES;
/// Parts of the kernel that no plugin needs and that have most of its vulnerabilities.
extern const SystemCallGroup KERNEL_SURFACE;
/// Change mounts, or enter a namespace in which that is allowed.
extern const SystemCallGroup MOUNTS;
/// Become another user, or leave the process group with which the scanner kills us.
extern const SystemCallGroup IDENTITY;
/// Change owner, mode, times and attributes of files, which Landlock does not check.
extern const SystemCallGroup FILE_ATTRIBUTES;
/// Memory, queues and semaphores that are shared with other processes by number
/// or name, and outlive their maker.
extern const SystemCallGroup SHARED_OBJECTS;

// Denied with EACCES

/// Reach files without passing Landlock: by handle, by watching a folder, by
/// truncating a file (which Landlock checks from ABI 3 on).
extern const SystemCallGroup FILES_PAST_LANDLOCK;

// Denied unless an override allows them

/// Start programs, EPERM.
extern const SystemCallGroup PROGRAMS;
/// Make sockets, or tie one to an address, EACCES.
extern const SystemCallGroup NETWORK;

/// Answered with success and without effect.  They would change the priority of
/// any process of this user, and a failure makes pthread_create(3) fail where a
/// plugin asks for a real-time thread.
extern const SystemCallGroup PRIORITIES;

/// Answered as if the file system had no attributes (EOPNOTSUPP): their content
/// can be read without opening the file.
extern const SystemCallGroup READ_ATTRIBUTES;

/// Answered as by a kernel that does not have them (ENOSYS), so that callers fall
/// back to the older form, whose arguments a filter can see.
extern const SystemCallGroup UNFILTERABLE;

/// The name of a call of this file, or null.  Async-signal-safe.
const char* systemCallName(int number) noexcept;

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_SYSTEM_CALLS_H
