// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared_library.h"

#include "elf_file.h"
#include "failure.h"

#include <cstdint>
#include <string>

#if defined(_WIN32)
#  include <windows.h>
#else
#  include <cerrno>
#  include <cstring>
#  include <dlfcn.h>
#  include <fcntl.h>
#  include <sys/stat.h>
#  include <unistd.h>
#endif
#if defined(__APPLE__)
#  include <CoreFoundation/CoreFoundation.h>
#endif

namespace pluginary {
namespace {

#if defined(_WIN32)

std::wstring wide(const std::string& text)
{
  const int size = static_cast<int>(text.size());
  std::wstring result(static_cast<std::size_t>(MultiByteToWideChar(CP_UTF8, 0, text.data(), size, nullptr, 0)), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, text.data(), size, result.data(), static_cast<int>(result.size()));
  return result;
}

PluginaryStatus statusOf(DWORD error)
{
  switch (error) {
  case ERROR_FILE_NOT_FOUND:
  case ERROR_PATH_NOT_FOUND: return PLUGINARY_NOT_FOUND;
  case ERROR_ACCESS_DENIED: return PLUGINARY_PERMISSION_DENIED;
  case ERROR_BAD_EXE_FORMAT: return PLUGINARY_NOT_A_MODULE;
  case ERROR_MOD_NOT_FOUND:
  case ERROR_PROC_NOT_FOUND: return PLUGINARY_MISSING_DEPENDENCY;
  default: return PLUGINARY_LOAD_ERROR;
  }
}

[[noreturn]] void fail(const std::string& binary, DWORD error)
{
  throw Failure(statusOf(error), "Cannot load \"" + binary + "\": Windows error " + std::to_string(error));
}

void* load(const ModuleRequest& module)
{
  const std::wstring path = wide(module.binary);
  // LoadLibrary reports a missing file and a missing dependency alike
  if (GetFileAttributesW(path.c_str()) == INVALID_FILE_ATTRIBUTES) fail(module.binary, GetLastError());
  void* handle = LoadLibraryExW(path.c_str(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH);
  if (handle == nullptr) fail(module.binary, GetLastError());
  return handle;
}

#else

/// Checks the file itself, since dlopen() reports its faults in prose only.
void checkReadableFile(const std::string& binary)
{
  const int descriptor = open(binary.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    const PluginaryStatus status = errno == EACCES || errno == EPERM ? PLUGINARY_PERMISSION_DENIED
      : errno == ENOENT || errno == ENOTDIR                          ? PLUGINARY_NOT_FOUND
                                                                     : PLUGINARY_LOAD_ERROR;
    throw Failure(status, "Cannot open \"" + binary + "\": " + std::strerror(errno));
  }
  struct stat info {};
  const bool isRegular = fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode);
  const bool isWhole = isRegular && !isCutShort(descriptor, static_cast<std::uint64_t>(info.st_size));
  close(descriptor);
  if (!isRegular) throw Failure(PLUGINARY_NOT_A_MODULE, "Cannot load \"" + binary + "\": it is not a file");
  if (!isWhole) throw Failure(PLUGINARY_NOT_A_MODULE, "Cannot load \"" + binary + "\": its end is missing");
}

/// How the dynamic linker words its failures (glibc's elf/dl-load.c and
/// dl-lookup.c, musl's and dyld's).  The first match decides.
struct LinkerMessage {
  const char* part;
  PluginaryStatus status;
};

constexpr LinkerMessage LINKER_MESSAGES[] = {
  {"undefined symbol", PLUGINARY_MISSING_DEPENDENCY},
  {"cannot open shared object file", PLUGINARY_MISSING_DEPENDENCY},
  {"' not found (required by", PLUGINARY_MISSING_DEPENDENCY}, // A version of a library
  {"Error loading shared library", PLUGINARY_MISSING_DEPENDENCY},
  {"symbol not found", PLUGINARY_MISSING_DEPENDENCY},
  {"Symbol not found", PLUGINARY_MISSING_DEPENDENCY},
  {"Library not loaded", PLUGINARY_MISSING_DEPENDENCY},
  {"ELF", PLUGINARY_NOT_A_MODULE}, // invalid header, wrong class, not for this machine
  {"file too short", PLUGINARY_NOT_A_MODULE},
  {"cannot read file data", PLUGINARY_NOT_A_MODULE},
  {"only ET_DYN", PLUGINARY_NOT_A_MODULE},
  {"cannot dynamically load", PLUGINARY_NOT_A_MODULE}, // An executable
  {"Exec format error", PLUGINARY_NOT_A_MODULE},
  {"not a mach-o file", PLUGINARY_NOT_A_MODULE},
};

/// A message starts with the path that it is about.  The path of the module itself
/// is redundant, and words in it must not decide.
std::string withoutPath(const std::string& message, const std::string& path)
{
  const std::string start = path + ": ";
  return message.compare(0, start.size(), start) == 0 ? message.substr(start.size()) : message;
}

PluginaryStatus statusOf(const std::string& reason)
{
  // For a dependency its path would come first.  For the file itself, which could
  // be opened, this is how glibc says that it was built for another machine.
  if (reason.rfind("cannot open shared object file", 0) == 0) return PLUGINARY_NOT_A_MODULE;
  for (const LinkerMessage& known : LINKER_MESSAGES) {
    if (reason.find(known.part) != std::string::npos) return known.status;
  }
  return PLUGINARY_LOAD_ERROR;
}

[[noreturn]] void fail(const std::string& binary, const std::string& message)
{
  const std::string reason = withoutPath(message, binary);
  throw Failure(statusOf(reason), "Cannot load \"" + binary + "\": " + reason);
}

#  if defined(__APPLE__)

std::string describe(CFErrorRef error)
{
  char text[1024] = "";
  if (error != nullptr) {
    CFStringRef description = CFErrorCopyDescription(error);
    CFStringGetCString(description, text, sizeof text, kCFStringEncodingUTF8);
    CFRelease(description);
    CFRelease(error);
  }
  return text;
}

/// Entry functions on macOS take the bundle, so the bundle is loaded.
void* load(const ModuleRequest& module)
{
  checkReadableFile(module.binary);
  CFURLRef url = CFURLCreateFromFileSystemRepresentation(
    nullptr, reinterpret_cast<const UInt8*>(module.location.data()),
    static_cast<CFIndex>(module.location.size()), true);
  CFBundleRef bundle = url != nullptr ? CFBundleCreate(nullptr, url) : nullptr;
  if (url != nullptr) CFRelease(url);
  if (bundle == nullptr) {
    throw Failure(PLUGINARY_NOT_A_MODULE, "Cannot load \"" + module.location + "\": it is not a bundle");
  }
  CFErrorRef error = nullptr;
  if (!CFBundleLoadExecutableAndReturnError(bundle, &error)) fail(module.binary, describe(error));
  return bundle;
}

#  else

void* load(const ModuleRequest& module)
{
  checkReadableFile(module.binary);
  // RTLD_NOW: a missing symbol is reported here, and would abort the process later.
  // RTLD_LOCAL: plugins of one worker must not see each other's symbols.
  void* handle = dlopen(module.binary.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    const char* message = dlerror();
    fail(module.binary, message != nullptr ? message : "unknown reason");
  }
  return handle;
}

#  endif
#endif

} // namespace

SharedLibrary::SharedLibrary(const ModuleRequest& module)
  : handle_(load(module))
{
}

SharedLibrary::Address SharedLibrary::address(const char* name) const
{
#if defined(_WIN32)
  return reinterpret_cast<Address>(GetProcAddress(static_cast<HMODULE>(handle_), name));
#elif defined(__APPLE__)
  CFStringRef text = CFStringCreateWithCString(nullptr, name, kCFStringEncodingUTF8);
  void* found = CFBundleGetFunctionPointerForName(static_cast<CFBundleRef>(handle_), text);
  CFRelease(text);
  return reinterpret_cast<Address>(found);
#else
  return reinterpret_cast<Address>(dlsym(handle_, name));
#endif
}

void* SharedLibrary::data(const char* name) const
{
#if defined(_WIN32)
  return reinterpret_cast<void*>(GetProcAddress(static_cast<HMODULE>(handle_), name));
#elif defined(__APPLE__)
  CFStringRef text = CFStringCreateWithCString(nullptr, name, kCFStringEncodingUTF8);
  void* found = CFBundleGetDataPointerForName(static_cast<CFBundleRef>(handle_), text);
  CFRelease(text);
  return found;
#else
  return dlsym(handle_, name);
#endif
}

} // namespace pluginary
