// SPDX-License-Identifier: GPL-3.0-or-later

#include "refusals.h"

#include <cerrno>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <sys/syscall.h>

namespace pluginary {
namespace {

/// A file that a call asks for.
struct FileRequest {
  int folder;
  const char* path;
  int access;   ///< As access(2) has it
  bool creates; ///< If it is missing
};

const char* pathIn(std::uint64_t argument) noexcept
{
  return reinterpret_cast<const char*>(argument);
}

FileRequest opening(int folder, std::uint64_t path, std::uint64_t flags) noexcept
{
  const int mode = static_cast<int>(flags) & O_ACCMODE;
  const int access = mode == O_RDONLY ? R_OK : mode == O_WRONLY ? W_OK : R_OK | W_OK;
  return {folder, pathIn(path), access, (flags & O_CREAT) != 0};
}

/// Without a path for a call that asks for no file.
FileRequest fileRequest(const SystemCallAttempt& attempt) noexcept
{
  const auto& arguments = attempt.arguments;
  const int folder = static_cast<int>(arguments[0]);
  switch (attempt.number) {
  case SYS_openat: return opening(folder, arguments[1], arguments[2]);
  case SYS_mkdirat: return {folder, pathIn(arguments[1]), W_OK, true};
#if defined(__x86_64__)
  case SYS_open: return opening(AT_FDCWD, arguments[0], arguments[1]);
  case SYS_creat: return {AT_FDCWD, pathIn(arguments[0]), W_OK, true};
  case SYS_mkdir: return {AT_FDCWD, pathIn(arguments[0]), W_OK, true};
#endif
  default: return {AT_FDCWD, nullptr, 0, false};
  }
}

/// A path without its last part.
class Parent {
public:
  explicit Parent(const char* path) noexcept
  {
    std::size_t size = strnlen(path, sizeof path_);
    while (size > 1 && path[size - 1] == '/') size--;
    while (size > 0 && path[size - 1] != '/') size--;
    if (size >= sizeof path_) return;
    std::memcpy(path_, path, size);
    if (size == 0) path_[size++] = '.';
    path_[size] = '\0';
  }

  const char* path() const noexcept { return path_; }

private:
  char path_[PATH_MAX] = "";
};

/// Landlock does not check access(2), so that its answer is that without the
/// confinement.  Null for a file that plain rights keep from this user as well.
const char* verb(const FileRequest& file) noexcept
{
  if (faccessat(file.folder, file.path, file.access, 0) == 0) return file.access == R_OK ? "open " : "write ";
  if (errno != ENOENT || !file.creates) return nullptr;
  return faccessat(file.folder, Parent(file.path).path(), W_OK | X_OK, 0) == 0 ? "create " : nullptr;
}

/// The folder that a relative path starts from, with a slash at its end.
void noteStart(int folder, Note& note) noexcept
{
  char path[PATH_MAX];
  long size = 0;
  if (folder == AT_FDCWD) {
    size = syscall(SYS_getcwd, path, sizeof path) - 1; // Counts the NUL
  } else {
    Note link;
    link.text("/proc/self/fd/");
    link.number(static_cast<std::uint64_t>(folder));
    size = readlink(link.c_str(), path, sizeof path);
  }
  if (size <= 0 || size >= static_cast<long>(sizeof path)) return;
  path[size] = '\0';
  note.text(path);
  note.text("/");
}

void noteFile(const FileRequest& file, Note& note) noexcept
{
  const char* word = verb(file);
  if (word == nullptr) return;
  note.text(word);
  if (file.path[0] != '/') noteStart(file.folder, note);
  note.text(file.path);
}

} // namespace

void noteRefusal(const SystemCallAttempt& attempt, long result, Note& note) noexcept
{
  if (attempt.number == SYS_mmap && result == -ENOMEM) {
    note.text("memory ");
    note.number(attempt.arguments[1]);
  } else if (result == -EACCES) {
    const FileRequest file = fileRequest(attempt);
    if (file.path != nullptr) noteFile(file, note);
  }
}

} // namespace pluginary
