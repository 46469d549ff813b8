// SPDX-License-Identifier: GPL-3.0-or-later

#include "channel.h"

#include "failure.h"

#include <cerrno>
#include <system_error>

#if defined(_WIN32)
#  include <fcntl.h>
#  include <io.h>
#  include <windows.h>
#  include <algorithm>
#else
#  include <fcntl.h>
#  include <poll.h>
#  include <sys/stat.h>
#  include <unistd.h>
#endif

namespace pluginary {
namespace {

#if defined(_WIN32)

HANDLE channel = INVALID_HANDLE_VALUE;

bool isOpen()
{
  return channel != INVALID_HANDLE_VALUE;
}

/// Both layers must move: code of plugins prints through the C runtime's
/// descriptors or straight through the process's standard handles.
void moveOffStandardOutput()
{
  HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
  HANDLE self = GetCurrentProcess();
  HANDLE copy = INVALID_HANDLE_VALUE;
  if (!DuplicateHandle(self, output, self, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS)) {
    throw Failure(PLUGINARY_CHANNEL_ERROR, "Cannot copy the standard output handle");
  }
  channel = copy;
  SetStdHandle(STD_OUTPUT_HANDLE, GetStdHandle(STD_ERROR_HANDLE));
  _dup2(2, 1); // Fails harmlessly in a process without C runtime descriptors
}

std::size_t writeSome(const std::uint8_t* bytes, std::size_t size)
{
  constexpr std::size_t LARGEST_WRITE = 1U << 30U;
  DWORD written = 0;
  const auto wanted = static_cast<DWORD>(std::min(size, LARGEST_WRITE));
  if (!WriteFile(channel, bytes, wanted, &written, nullptr)) {
    throw Failure(PLUGINARY_CHANNEL_ERROR, "Cannot write to the scanner");
  }
  return written;
}

#else

/// Above the numbers that plugins close or reuse: 0 to 2 most of all, then as far
/// as daemons go.  The second one is used where the system does not allow the first.
constexpr int LOWEST_KEPT = 900;
constexpr int LOWEST_KEPT_ELSE = 10;

int channel = -1;

/// A standard stream's second descriptor, and the file behind it.
struct KeptStream {
  int number;
  int copy = -1;
  struct stat status = {};
};

KeptStream input{STDIN_FILENO};
KeptStream errors{STDERR_FILENO};

[[noreturn]] void fail(const char* what)
{
  throw Failure(PLUGINARY_CHANNEL_ERROR, what + (": " + std::generic_category().message(errno)));
}

bool isOpen()
{
  return channel >= 0;
}

int keep(int number)
{
  const int copy = fcntl(number, F_DUPFD_CLOEXEC, LOWEST_KEPT);
  return copy >= 0 || errno != EINVAL ? copy : fcntl(number, F_DUPFD_CLOEXEC, LOWEST_KEPT_ELSE);
}

void keep(KeptStream& stream)
{
  if (fstat(stream.number, &stream.status) == 0) stream.copy = keep(stream.number);
}

bool leadsTo(int number, const struct stat& wanted) noexcept
{
  struct stat status = {};
  return fstat(number, &status) == 0 && status.st_dev == wanted.st_dev && status.st_ino == wanted.st_ino;
}

/// The copy may also have been closed, and its number reused.
void restore(const KeptStream& stream, int number) noexcept
{
  if (stream.copy < 0 || leadsTo(number, stream.status) || !leadsTo(stream.copy, stream.status)) return;
  dup2(stream.copy, number);
}

void moveOffStandardOutput()
{
  keep(input);
  keep(errors);
  const int copy = keep(STDOUT_FILENO);
  if (copy < 0) fail("Cannot copy standard output");
  if (dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
    const int error = errno;
    close(copy);
    errno = error;
    fail("Cannot redirect standard output");
  }
  channel = copy;
}

/// The other end may have made the pipe non-blocking, for both of us.
void waitUntilWritable()
{
  pollfd descriptor{channel, POLLOUT, 0};
  if (poll(&descriptor, 1, -1) < 0 && errno != EINTR) fail("Cannot wait for the scanner");
}

std::size_t writeSome(const std::uint8_t* bytes, std::size_t size)
{
  const ssize_t written = write(channel, bytes, size);
  if (written >= 0) return static_cast<std::size_t>(written);
  if (errno == EAGAIN || errno == EWOULDBLOCK) {
    waitUntilWritable();
  } else if (errno != EINTR) {
    fail("Cannot write to the scanner");
  }
  return 0;
}

#endif

} // namespace

void openChannel()
{
  if (isOpen()) throw Failure(PLUGINARY_CHANNEL_ERROR, "The channel is already open");
  moveOffStandardOutput();
}

void sendOnChannel(const std::uint8_t* bytes, std::size_t size)
{
  if (!isOpen()) throw Failure(PLUGINARY_CHANNEL_ERROR, "The channel is not open");
  while (size > 0) {
    const std::size_t written = writeSome(bytes, size);
    bytes += written;
    size -= written;
  }
}

void restoreStandardStreams() noexcept
{
#if !defined(_WIN32)
  restore(input, STDIN_FILENO);
  restore(errors, STDOUT_FILENO);
  restore(errors, STDERR_FILENO);
#endif
}

int channelDescriptor() noexcept
{
#if defined(_WIN32)
  return -1;
#else
  return channel;
#endif
}

} // namespace pluginary
