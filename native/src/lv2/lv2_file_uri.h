// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_FILE_URI_H
#define PLUGINARY_LV2_FILE_URI_H

#include <string>
#include <string_view>

namespace pluginary {

/// The file: URI of a path, with the escapes of RFC 3986: serd writes `%` as `%%`,
/// which other readers reject.
std::string fileUriOf(const std::string& path);

/// The path of a file: URI; empty for any other URI.
std::string filePathOf(std::string_view uri);

/// The same URI with every `%` beginning an escape, as serd needs it: a `%` that does
/// not begin one stands for itself, and so does `%%`.
std::string withGoodEscapes(std::string_view uri);

} // namespace pluginary

#endif // PLUGINARY_LV2_FILE_URI_H
