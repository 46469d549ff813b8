// SPDX-License-Identifier: GPL-3.0-or-later

// The rules do not depend on the version of Landlock: they also deny what an old
// version cannot, so that "full" means the same on every kernel.

#include "seccomp_filter.h"

#include "bpf_program.h"
#include "observed_call.h"
#include "system_calls.h"
#include "system_failure.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace pluginary {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t ARCHITECTURE = AUDIT_ARCH_X86_64;
constexpr std::uint32_t X32_CALLS = 0x40000000; // __X32_SYSCALL_BIT
#elif defined(__aarch64__)
constexpr std::uint32_t ARCHITECTURE = AUDIT_ARCH_AARCH64;
#else
#  error "The filter's rules cover x86_64 and aarch64 only"
#endif

constexpr std::uint32_t NEW_NAMESPACES = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
                                         CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

constexpr std::uint32_t answer(int error)
{
  return SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error);
}

/// Writes the rules, one group per function.
class FilterWriter {
public:
  explicit FilterWriter(const ConfinementRequest& request)
    : overrides_(request.overrides), isTrapping_(!request.denialsPath.empty()),
      // A program that was started has no handler, and would die
      isObserving_(isTrapping_ && request.recordsRefusals && !request.overrides.exec),
      self_(static_cast<std::uint32_t>(getpid()))
  {
  }

  const std::vector<sock_filter>& write()
  {
    requireNativeCalls();
    denyAlways();
    restrictPrograms();
    restrictNetwork();
    restrictSignals();
    restrictControl();
    restrictOpening();
    observeCreation();
    observeMemory();
    restrictDevices();
    program_.finish(SECCOMP_RET_ALLOW);
    return program_.instructions();
  }

private:
  /// The result of a denial: an error, or a signal that lets denials.cpp note it
  /// and return the same error.
  std::uint32_t deny(int error) const
  {
    return (isTrapping_ ? SECCOMP_RET_TRAP : SECCOMP_RET_ERRNO) | static_cast<std::uint32_t>(error);
  }

  void answerAll(const SystemCallGroup& group, std::uint32_t action)
  {
    for (const SystemCall& call : group) on(call.number, [&] { program_.finish(action); });
  }

  /// Rules for one call; anything that they do not deny is allowed.
  template <typename Body>
  void on(long call, Body body)
  {
    program_.ifEqual(static_cast<std::uint32_t>(call), body);
  }

  template <typename Body>
  void allowingOn(long call, Body body)
  {
    on(call, [&] {
      body();
      program_.finish(SECCOMP_RET_ALLOW);
    });
  }

  void denyValues(long call, unsigned argument, std::initializer_list<std::uint32_t> values, std::uint32_t action)
  {
    allowingOn(call, [&] {
      program_.loadArgument(argument);
      program_.finishIfOneOf(values, action);
    });
  }

  void allowValues(long call, unsigned argument, std::initializer_list<std::uint32_t> values, std::uint32_t action)
  {
    on(call, [&] {
      program_.loadArgument(argument);
      program_.finishIfOneOf(values, SECCOMP_RET_ALLOW);
      program_.finish(action);
    });
  }

  /// Calls of another architecture have other numbers and would pass unnoticed.
  void requireNativeCalls()
  {
    program_.loadArchitecture();
    program_.ifNotEqual(ARCHITECTURE, [&] { program_.finish(SECCOMP_RET_KILL_PROCESS); });
    program_.loadCall();
#if defined(__x86_64__)
    program_.ifAtLeast(X32_CALLS, [&] { program_.finish(answer(ENOSYS)); });
#endif
  }

  void denyAlways()
  {
    for (const SystemCallGroup* group : {&OTHER_PROCESSES, &KERNEL_SURFACE, &MOUNTS, &IDENTITY, &FILE_ATTRIBUTES}) {
      answerAll(*group, deny(EPERM));
    }
    if (!overrides_.display) answerAll(SHARED_OBJECTS, deny(EPERM)); // X11 shares its images
    answerAll(FILES_PAST_LANDLOCK, deny(EACCES));
    answerAll(READ_ATTRIBUTES, answer(EOPNOTSUPP));
    answerAll(UNFILTERABLE, answer(ENOSYS));
    answerAll(PRIORITIES, answer(0));
  }

  /// Threads may be started, but not processes or programs.
  void restrictPrograms()
  {
    if (!overrides_.exec) answerAll(PROGRAMS, deny(EPERM));
    allowingOn(SYS_clone, [&] {
      program_.loadArgument(0);
      program_.ifAnyBit(NEW_NAMESPACES, [&] { program_.finish(deny(EPERM)); });
      if (overrides_.exec) return;
      program_.mask(CLONE_THREAD);
      program_.ifEqual(0, [&] { program_.finish(deny(EPERM)); });
    });
  }

  void restrictNetwork()
  {
    if (overrides_.net) {
      // Name lookups ask the kernel for its addresses by netlink
      allowValues(SYS_socket, 0, {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK}, deny(EACCES));
    } else if (overrides_.display) {
      allowValues(SYS_socket, 0, {AF_UNIX}, deny(EACCES));
    } else {
      answerAll(NETWORK, deny(EACCES));
      restrictPairs();
      denyAddressedSending();
    }
  }

  /// Both ends of a pair stay in this process unless they can be given another
  /// address; among local sockets only those for datagrams can.
  void restrictPairs()
  {
    on(SYS_socketpair, [&] {
      program_.loadArgument(0);
      program_.ifNotEqual(AF_UNIX, [&] { program_.finish(deny(EACCES)); });
      program_.loadArgument(1);
      program_.mask(SOCKET_TYPE);
      program_.finishIfOneOf({SOCK_STREAM, SOCK_SEQPACKET}, SECCOMP_RET_ALLOW);
      program_.finish(deny(EACCES));
    });
  }

  void denyAddressedSending()
  {
    allowingOn(SYS_sendto, [&] {
      program_.loadArgument(4);
      program_.ifNotEqual(0, [&] { program_.finish(deny(EACCES)); });
      program_.loadUpperHalf(4);
      program_.ifNotEqual(0, [&] { program_.finish(deny(EACCES)); });
    });
  }

  /// Only signals to this process.  A program that was started with permission has
  /// an id of its own, so Landlock's scope has to suffice there.
  void restrictSignals()
  {
    if (!overrides_.exec) {
      for (const long call : {SYS_kill, SYS_tgkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo}) {
        allowValues(call, 0, {self_}, deny(EPERM));
      }
    }
    // The kernel would send signals to the owner of a descriptor, whoever that is
    denyValues(SYS_fcntl, 1, {F_SETOWN, SET_OWNER_EX, SET_SIGNAL}, deny(EPERM));
  }

  /// Settings that bind this process to its parent and keep others from reaching it.
  void restrictControl()
  {
    allowValues(SYS_prlimit64, 0, {0, self_}, deny(EPERM));
    denyValues(SYS_prctl, 0,
               {PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_MM, PR_SET_PTRACER, PR_SET_CHILD_SUBREAPER,
                SCHEDULE_ON_CORE},
               deny(EPERM));
  }

  /// Landlock checks the rights to read and to write, and these modes need
  /// neither: truncation while reading, and a descriptor only for ioctl().
  void restrictOpening()
  {
    const auto denyOddModes = [&](long call, unsigned flags) {
      on(call, [&] {
        program_.loadArgument(flags);
        program_.mask(O_ACCMODE | O_TRUNC);
        program_.finishIfOneOf({O_RDONLY | O_TRUNC, O_ACCMODE, O_ACCMODE | O_TRUNC}, deny(EACCES));
        allowObserved();
      });
    };
    denyOddModes(SYS_openat, 2);
#if defined(SYS_open)
    denyOddModes(SYS_open, 1);
#endif
  }

  /// Creates what Landlock may refuse.
  void observeCreation()
  {
    if (!isObserving_) return;
    for (const long call : CREATING) on(call, [&] { allowObserved(); });
  }

  /// Memory that counts towards the limit: private, writable, and of no file.
  void observeMemory()
  {
    if (!isObserving_) return;
    allowingOn(SYS_mmap, [&] {
      program_.loadArgument(3);
      program_.mask(MAP_PRIVATE | MAP_ANONYMOUS);
      program_.ifNotEqual(MAP_PRIVATE | MAP_ANONYMOUS, [&] { program_.finish(SECCOMP_RET_ALLOW); });
      program_.loadArgument(2);
      program_.ifAnyBit(PROT_WRITE, [&] { allowObserved(); });
    });
  }

  /// Ends the rules for a call that is allowed.  While refusals are recorded, only
  /// denials.cpp may make it: it is told of any other attempt, and repeats it there.
  void allowObserved()
  {
    if (isObserving_) {
      const auto caller = reinterpret_cast<std::uintptr_t>(observedCaller());
      program_.loadCaller();
      program_.ifNotEqual(static_cast<std::uint32_t>(caller), [&] { program_.finish(SECCOMP_RET_TRAP); });
      program_.loadUpperHalfOfCaller();
      program_.ifNotEqual(static_cast<std::uint32_t>(caller >> 32U), [&] { program_.finish(SECCOMP_RET_TRAP); });
    }
    program_.finish(SECCOMP_RET_ALLOW);
  }

  /// Devices and file systems accept commands that Landlock does not check, and
  /// some of these change files that are open for reading.  Libraries may still
  /// query any descriptor; a display needs more.
  void restrictDevices()
  {
    if (overrides_.net || overrides_.display || overrides_.exec) {
      denyValues(SYS_ioctl, 1, {FAKE_INPUT, LINUX_CONSOLE, SET_OWNER, SET_SOCKET_OWNER, SET_FILE_FLAGS,
                                SET_FILE_ATTRIBUTES}, deny(EPERM));
    } else {
      allowValues(SYS_ioctl, 1, {GET_TERMINAL, GET_TERMINAL_2, GET_WINDOW_SIZE, BYTES_TO_READ, SET_NON_BLOCKING,
                                 CLOSE_ON_EXEC, NO_CLOSE_ON_EXEC}, answer(ENOTTY));
    }
  }

  static constexpr long CREATING[] = {
    SYS_mkdirat,
#if defined(__x86_64__)
    SYS_mkdir,
    SYS_creat,
#endif
  };

  // Constants that not all headers have, or that cannot be included together
  static constexpr std::uint32_t SOCKET_TYPE = 0xf;          // Without SOCK_NONBLOCK and SOCK_CLOEXEC
  static constexpr std::uint32_t SET_OWNER_EX = 15;          // F_SETOWN_EX
  static constexpr std::uint32_t SET_SIGNAL = 10;            // F_SETSIG
  static constexpr std::uint32_t SCHEDULE_ON_CORE = 62;      // PR_SCHED_CORE
  static constexpr std::uint32_t GET_TERMINAL = 0x5401;      // TCGETS, used by isatty()
  static constexpr std::uint32_t GET_TERMINAL_2 = 0x802c542a; // TCGETS2
  static constexpr std::uint32_t GET_WINDOW_SIZE = 0x5413;   // TIOCGWINSZ
  static constexpr std::uint32_t BYTES_TO_READ = 0x541b;     // FIONREAD
  static constexpr std::uint32_t SET_NON_BLOCKING = 0x5421;  // FIONBIO
  static constexpr std::uint32_t CLOSE_ON_EXEC = 0x5451;     // FIOCLEX
  static constexpr std::uint32_t NO_CLOSE_ON_EXEC = 0x5450;  // FIONCLEX
  static constexpr std::uint32_t FAKE_INPUT = 0x5412;        // TIOCSTI, types on the user's terminal
  static constexpr std::uint32_t LINUX_CONSOLE = 0x541c;     // TIOCLINUX, likewise
  static constexpr std::uint32_t SET_OWNER = 0x8901;         // FIOSETOWN
  static constexpr std::uint32_t SET_SOCKET_OWNER = 0x8902;  // SIOCSPGRP
  static constexpr std::uint32_t SET_FILE_FLAGS = 0x40086602; // FS_IOC_SETFLAGS
  static constexpr std::uint32_t SET_FILE_ATTRIBUTES = 0x401c5820; // FS_IOC_FSSETXATTR

  const ConfinementOverrides& overrides_;
  const bool isTrapping_;
  const bool isObserving_;
  const std::uint32_t self_;
  BpfProgram program_;
};

} // namespace

bool isSeccompAvailable()
{
  const std::uint32_t action = SECCOMP_RET_ERRNO;
  return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

void installSeccompFilter(const ConfinementRequest& request)
{
  FilterWriter writer(request);
  std::vector<sock_filter> instructions = writer.write();
  sock_fprog program{static_cast<unsigned short>(instructions.size()), instructions.data()};
  const long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
  // A positive result is a thread that could not follow
  if (result != 0) failConfinement("filter the system calls of every thread", result < 0 ? errno : EBUSY);
}

} // namespace pluginary
