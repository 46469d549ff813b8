// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_SHARED_LIBRARY_H
#define PLUGINARY_SHARED_LIBRARY_H

#include "plugin_format.h"

namespace pluginary {

/// A module's binary, loaded for the rest of the process's life.
class SharedLibrary {
public:
  /// Runs the initialisers of the binary, which is third-party code.  Throws
  /// Failure with the status for the reason it could not be loaded.
  explicit SharedLibrary(const ModuleRequest& module);

  /// A function of the library by name, or null.
  template <typename Function>
  Function* function(const char* name) const
  {
    return reinterpret_cast<Function*>(address(name));
  }

  /// A variable of the library by name, or null.
  template <typename Object>
  Object* object(const char* name) const
  {
    return static_cast<Object*>(data(name));
  }

  /// The argument of module entry functions: the handle of dlopen(), a CFBundleRef on
  /// macOS.
  void* handle() const { return handle_; }

private:
  using Address = void (*)();

  Address address(const char* name) const;
  void* data(const char* name) const;

  void* handle_;
};

} // namespace pluginary

#endif // PLUGINARY_SHARED_LIBRARY_H
