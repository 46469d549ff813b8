// SPDX-License-Identifier: GPL-3.0-or-later

#include "system_calls.h"

#include <sys/syscall.h>

namespace pluginary {
namespace {

#define CALL(name) SystemCall{SYS_##name, #name}

/// For calls that are newer than some headers; their numbers are the same on every
/// architecture.
#define YOUNG_CALL(number, name) SystemCall{number, #name}

template <std::size_t Count>
constexpr SystemCallGroup group(const SystemCall (&calls)[Count])
{
  return {calls, Count};
}

constexpr SystemCall OTHER_PROCESSES_CALLS[] = {
  CALL(ptrace),
  CALL(process_vm_readv),
  CALL(process_vm_writev),
  CALL(kcmp),
  CALL(move_pages),
  CALL(migrate_pages),
  CALL(tkill), // Accepts a thread of any process; tgkill is enough for our own
  YOUNG_CALL(424, pidfd_send_signal),
  YOUNG_CALL(434, pidfd_open),
  YOUNG_CALL(438, pidfd_getfd),
  YOUNG_CALL(440, process_madvise),
  YOUNG_CALL(448, process_mrelease),
};

constexpr SystemCall KERNEL_SURFACE_CALLS[] = {
  CALL(bpf),
  CALL(perf_event_open),
  CALL(userfaultfd),
  CALL(keyctl),
  CALL(add_key),
  CALL(request_key),
  CALL(init_module),
  CALL(finit_module),
  CALL(delete_module),
  CALL(kexec_load),
  YOUNG_CALL(425, io_uring_setup), // Does forbidden things without passing the filter
  YOUNG_CALL(426, io_uring_enter),
  YOUNG_CALL(427, io_uring_register),
  CALL(fanotify_init),
  CALL(lookup_dcookie),
  CALL(syslog),
  CALL(acct),
  CALL(quotactl),
  YOUNG_CALL(443, quotactl_fd),
  CALL(swapon),
  CALL(swapoff),
  CALL(reboot),
  CALL(sethostname),
  CALL(setdomainname),
  CALL(vhangup),
  CALL(settimeofday),
  CALL(clock_settime),
  CALL(adjtimex),
  CALL(clock_adjtime),
  CALL(personality), // Turns off the randomisation of addresses
#if defined(__x86_64__)
  CALL(kexec_file_load),
  CALL(iopl),
  CALL(ioperm),
  CALL(modify_ldt),
  CALL(uselib),
  CALL(ustat),
#endif
};

constexpr SystemCall MOUNTS_CALLS[] = {
  CALL(mount),
  CALL(umount2),
  CALL(pivot_root),
  CALL(chroot),
  CALL(unshare),
  CALL(setns),
  YOUNG_CALL(428, open_tree),
  YOUNG_CALL(429, move_mount),
  YOUNG_CALL(430, fsopen),
  YOUNG_CALL(431, fsconfig),
  YOUNG_CALL(432, fsmount),
  YOUNG_CALL(433, fspick),
  YOUNG_CALL(442, mount_setattr),
  YOUNG_CALL(467, open_tree_attr),
};

constexpr SystemCall IDENTITY_CALLS[] = {
  CALL(setuid),    CALL(setgid),   CALL(setreuid), CALL(setregid),  CALL(setresuid), CALL(setresgid),
  CALL(setfsuid),  CALL(setfsgid), CALL(setgroups), CALL(setpgid),  CALL(setsid),
};

constexpr SystemCall FILE_ATTRIBUTES_CALLS[] = {
  CALL(fchmod),
  CALL(fchmodat),
  YOUNG_CALL(452, fchmodat2),
  CALL(fchown),
  CALL(fchownat),
  CALL(utimensat),
  CALL(setxattr),
  CALL(lsetxattr),
  CALL(fsetxattr),
  CALL(removexattr),
  CALL(lremovexattr),
  CALL(fremovexattr),
  YOUNG_CALL(463, setxattrat),
  YOUNG_CALL(466, removexattrat),
  YOUNG_CALL(469, file_setattr),
  CALL(mknodat),
#if defined(__x86_64__)
  CALL(chmod),
  CALL(chown),
  CALL(lchown),
  CALL(utime),
  CALL(utimes),
  CALL(futimesat),
  CALL(mknod),
#endif
};

constexpr SystemCall SHARED_OBJECTS_CALLS[] = {
  CALL(shmget), CALL(shmat),  CALL(shmctl), CALL(msgget),     CALL(msgsnd),  CALL(msgrcv),    CALL(msgctl),
  CALL(semget), CALL(semop),  CALL(semctl), CALL(semtimedop), CALL(mq_open), CALL(mq_unlink),
};

constexpr SystemCall FILES_PAST_LANDLOCK_CALLS[] = {
  CALL(name_to_handle_at),
  CALL(open_by_handle_at),
  CALL(truncate),
  CALL(inotify_add_watch),
};

constexpr SystemCall PROGRAMS_CALLS[] = {
  CALL(execve),
  CALL(execveat),
#if defined(__x86_64__)
  CALL(fork),
  CALL(vfork),
#endif
};

constexpr SystemCall NETWORK_CALLS[] = {
  CALL(socket), CALL(connect), CALL(bind), CALL(listen), CALL(accept), CALL(accept4),
};

constexpr SystemCall PRIORITIES_CALLS[] = {
  CALL(setpriority),   CALL(sched_setscheduler), CALL(sched_setparam),
  CALL(sched_setattr), CALL(sched_setaffinity),  CALL(ioprio_set),
};

constexpr SystemCall READ_ATTRIBUTES_CALLS[] = {
  CALL(getxattr),
  CALL(lgetxattr),
  CALL(listxattr),
  CALL(llistxattr),
  YOUNG_CALL(464, getxattrat),
  YOUNG_CALL(465, listxattrat),
};

constexpr SystemCall UNFILTERABLE_CALLS[] = {
  YOUNG_CALL(435, clone3),
  YOUNG_CALL(437, openat2),
};

/// Calls that are denied only with some arguments; seccomp_filter.cpp has the rules.
constexpr SystemCall BY_ARGUMENT_CALLS[] = {
  CALL(clone),      CALL(sendto), CALL(socketpair), CALL(kill),  CALL(tgkill), CALL(rt_sigqueueinfo),
  CALL(rt_tgsigqueueinfo), CALL(prlimit64), CALL(prctl), CALL(fcntl), CALL(openat),
#if defined(__x86_64__)
  CALL(open),
#endif
};

#undef CALL
#undef YOUNG_CALL

constexpr SystemCallGroup BY_ARGUMENT = group(BY_ARGUMENT_CALLS);

} // namespace

const SystemCallGroup OTHER_PROCESSES = group(OTHER_PROCESSES_CALLS);
const SystemCallGroup KERNEL_SURFACE = group(KERNEL_SURFACE_CALLS);
const SystemCallGroup MOUNTS = group(MOUNTS_CALLS);
const SystemCallGroup IDENTITY = group(IDENTITY_CALLS);
const SystemCallGroup FILE_ATTRIBUTES = group(FILE_ATTRIBUTES_CALLS);
const SystemCallGroup SHARED_OBJECTS = group(SHARED_OBJECTS_CALLS);
const SystemCallGroup FILES_PAST_LANDLOCK = group(FILES_PAST_LANDLOCK_CALLS);
const SystemCallGroup PROGRAMS = group(PROGRAMS_CALLS);
const SystemCallGroup NETWORK = group(NETWORK_CALLS);
const SystemCallGroup PRIORITIES = group(PRIORITIES_CALLS);
const SystemCallGroup READ_ATTRIBUTES = group(READ_ATTRIBUTES_CALLS);
const SystemCallGroup UNFILTERABLE = group(UNFILTERABLE_CALLS);

const char* systemCallName(int number) noexcept
{
  const SystemCallGroup* const groups[] = {
    &OTHER_PROCESSES, &KERNEL_SURFACE,      &MOUNTS,   &IDENTITY, &FILE_ATTRIBUTES,
    &SHARED_OBJECTS,  &FILES_PAST_LANDLOCK, &PROGRAMS, &NETWORK,  &BY_ARGUMENT,
  };
  for (const SystemCallGroup* group : groups) {
    for (const SystemCall& call : *group) {
      if (call.number == number) return call.name;
    }
  }
  return nullptr;
}

} // namespace pluginary
