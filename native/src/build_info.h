// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_BUILD_INFO_H
#define PLUGINARY_BUILD_INFO_H

namespace pluginary {

/// The program's version.
extern const char* const VERSION;

/// How the library was built, as JSON.  Written by CMake, which also puts it beside the library.
extern const char* const BUILD_INFO;

} // namespace pluginary

#endif // PLUGINARY_BUILD_INFO_H
