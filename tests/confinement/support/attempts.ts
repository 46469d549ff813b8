/** The layers of the confinement, as the shim names them. */
export const LAYERS = ["landlock", "seccomp", "capabilities", "limits", "descriptors"] as const;

/** One of {@linkcode LAYERS}. */
export type Layer = (typeof LAYERS)[number];

/** One attempt of the hostile module, and what must come of it. */
export interface AttemptRow {
  /** Its name in native/fixtures/hostile. */
  readonly attempt: string;
  /** At `full`, whatever the version of Landlock: the error's name. */
  readonly full: string;
  /** Layers of which each denies it alone; those with a number from that version of Landlock on. */
  readonly deniedBy: readonly (Layer | `landlock-${number}`)[];
  /** Layers that deny it together only. */
  readonly deniedTogether?: readonly Layer[];
  /**
   * What else it takes when no layer denies it: capabilities, a victim that has
   * none more than the attacker, or the right kernel, container and device.
   */
  readonly needs?: "root" | "equals" | "luck";
}

function rows(
  deniedBy: AttemptRow["deniedBy"],
  full: string,
  attempts: readonly string[],
  more: Partial<AttemptRow> = {},
): AttemptRow[] {
  return attempts.map((attempt) => ({ attempt, full, deniedBy, ...more }));
}

/**
 * The table of docs/security.md: every attempt, at every level.
 *
 * `full` is the same for each version of Landlock, since the filter of system
 * calls stands in for what older ones lack.
 */
export const ATTEMPTS: readonly AttemptRow[] = [
  // Files: reading, listing, writing and creating outside of what is allowed
  ...rows(["landlock"], "EACCES", [
    "read_secret",
    "read_secret_by_symlink",
    "read_secret_by_folder",
    "read_secret_by_chdir",
    "read_secret_by_symlink_race",
    "read_secret_by_hardlink_race",
    "write_secret_read_only_file",
    "list_folder",
    "list_root",
    "list_tmp",
    "read_passwd",
    "append",
    "read_write",
    "truncate_by_open",
    "create",
    "create_unnamed",
    "create_in_tmp",
    "create_in_shared_memory",
    "mkdir",
    "symlink",
    "unlink",
    "rmdir",
    "rename",
    "list_descriptors_of_victim",
    "list_processes",
    "reopen_own_memory",
    "read_secret_on_hijacked_threads",
    "read_secret_on_new_thread",
  ]),
  ...rows(["landlock"], "EACCES", ["read_memory_map_of_victim"], { needs: "equals" }),
  ...rows(["landlock"], "EACCES", ["read_environ_of_parent", "write_memory_of_parent"], { needs: "luck" }),
  ...rows(["landlock"], "EXDEV|EACCES", [
    "hardlink_secret",
    "rename_into_private",
    "rename_out_of_private",
    "rename_exchange",
    "hardlink_out_of_private",
  ]),
  ...rows(["landlock"], "EACCES", ["open_terminal_multiplexer"], { needs: "luck" }),
  ...rows(["landlock", "seccomp"], "ENOSYS", ["read_secret_openat2"]),
  ...rows(["seccomp"], "EACCES", ["read_secret_by_handle"], { needs: "luck" }),
  ...rows(["seccomp"], "EACCES", ["watch_folder", "open_for_commands"]),
  ...rows(["seccomp", "landlock-3"], "EACCES", ["truncate_while_reading", "truncate_by_path"]),
  ...rows(["landlock", "seccomp"], "EPERM", ["mkfifo"]),
  ...rows(["landlock", "seccomp", "capabilities"], "EPERM", ["make_device", "mount"], { needs: "root" }),
  ...rows(["seccomp", "capabilities"], "EPERM", ["chroot"], { needs: "root" }),
  // What Landlock does not look at
  ...rows(["seccomp"], "EPERM", [
    "chmod",
    "fchmodat",
    "fchmod_by_reader",
    "chown",
    "set_times",
    "set_times_by_reader",
  ]),
  ...rows(["seccomp"], "EPERM", ["fchmodat2", "set_attribute"], { needs: "luck" }),
  ...rows(["seccomp"], "EOPNOTSUPP", ["read_attribute"], { needs: "luck" }),
  ...rows(["seccomp"], "ENOTTY", ["set_flags_by_reader"], { needs: "luck" }),
  // Network
  ...rows(["seccomp", "landlock-4"], "EACCES", ["tcp_connect", "tcp_bind"]),
  ...rows(["seccomp", "landlock-6"], "EACCES", ["local_socket_by_abstract_name"]),
  ...rows(["seccomp"], "EACCES", [
    "udp_send",
    "udp_bind",
    "local_socket_by_path",
    "netlink",
    "pair_of_datagram_sockets",
    "open_socket_on_hijacked_threads",
  ]),
  ...rows(["seccomp"], "EACCES", ["udp_over_ipv6", "vsock", "crypto_socket"], { needs: "luck" }),
  ...rows(["seccomp", "capabilities"], "EACCES", ["packet"], { needs: "luck" }),
  // Programs and processes
  ...rows(["seccomp"], "EPERM", ["fork", "clone", "vfork"]),
  ...rows(["seccomp"], "ENOSYS", ["clone3"]),
  ...rows(["seccomp", "landlock"], "EPERM", ["fork_and_execute", "posix_spawn", "system", "execve"]),
  ...rows(["seccomp"], "EPERM", ["execveat_memory"]),
  ...rows(["seccomp"], "EPERM", ["new_user_namespace"], { needs: "luck" }),
  ...rows(["seccomp", "capabilities"], "EPERM", ["new_network_namespace"], { needs: "root" }),
  // Other processes
  ...rows(["seccomp", "landlock-6"], "EPERM", [
    "signal_victim",
    "signal_group_of_victim",
    "tgkill_victim",
    "tkill_victim",
    "sigqueue_victim",
  ]),
  ...rows(["seccomp", "landlock-6"], "EPERM", ["thread_sigqueue_victim", "pidfd_signal_victim"]),
  ...rows(["seccomp", "landlock-6"], "EPERM", ["signal_parent"], { needs: "luck" }),
  ...rows(["seccomp", "landlock"], "EPERM", [
    "ptrace_victim",
    "read_memory_of_victim",
    "write_memory_of_victim",
  ], {
    needs: "luck",
  }),
  ...rows(["seccomp", "landlock"], "EPERM", ["compare_with_victim"], { needs: "luck" }),
  ...rows(["seccomp"], "EPERM", [
    "own_descriptor_by_victim",
    "pidfd_open_victim",
    "limit_victim",
    "leave_group",
    "survive_parent",
    "become_dumpable",
  ]),
  ...rows(["seccomp"], "EPERM", ["let_victim_trace"], { needs: "luck" }),
  ...rows(["seccomp"], "ECANCELED", ["renice_victim", "make_victim_idle"], { needs: "equals" }),
  ...rows(["seccomp"], "ECANCELED", ["bind_victim_to_processor"], { needs: "luck" }),
  ...rows(["seccomp"], "EPERM", ["shared_memory_segment", "message_queue", "semaphore"]),
  // The kernel
  ...rows(["seccomp"], "EPERM", ["io_uring", "perf_event", "userfaultfd", "add_key", "keyctl"], {
    needs: "luck",
  }),
  ...rows(["seccomp"], "EPERM", ["personality"]),
  ...rows(["seccomp", "capabilities"], "EPERM", ["bpf", "set_host_name", "open_filesystem"], {
    needs: "root",
  }),
  ...rows(["seccomp"], "EPERM", ["become_another_group"], { needs: "luck" }),
  ...rows(["capabilities"], "EPERM", ["use_capabilities"], { needs: "root" }),
  ...rows(["seccomp"], "ENOTTY", ["type_on_terminal"], { needs: "luck" }),
  ...rows(["seccomp"], "ENOSYS", ["x32_call"], { needs: "luck" }),
  // Resources and descriptors
  ...rows(["limits"], "EFBIG", ["large_file", "large_memory_file"]),
  ...rows(["limits"], "ENOMEM", ["large_memory"]),
  ...rows(["limits"], "EPERM", ["dump_core"]),
  ...rows([], "EPERM", ["raise_file_limit", "raise_memory_limit"], {
    deniedTogether: ["limits", "capabilities"],
    needs: "luck",
  }),
  ...rows(["descriptors"], "EBADF", ["find_writable_descriptor", "read_inherited_descriptor"]),
];

/** What is in force while an attempt is made. */
export interface Situation {
  readonly layers: readonly Layer[];
  /** 0 where Landlock is off. */
  readonly landlockAbi: number;
  /** Whether private memory is bounded without the other limits. */
  readonly isMemoryBounded?: boolean;
}

/** Whether a situation denies an attempt. */
export function isDenied(row: AttemptRow, { layers, landlockAbi, isMemoryBounded }: Situation): boolean {
  if (isMemoryBounded && row.attempt === "large_memory") return true;
  const together = row.deniedTogether ?? [];
  if (together.length > 0 && together.every((layer) => layers.includes(layer))) return true;
  return row.deniedBy.some((by) => {
    if (by === "landlock") return landlockAbi > 0;
    if (by.startsWith("landlock-")) return landlockAbi >= Number(by.slice("landlock-".length));
    return layers.includes(by as Layer);
  });
}
