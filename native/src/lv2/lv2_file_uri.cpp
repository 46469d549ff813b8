// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_file_uri.h"

#include <serd/serd.h>

#include <cstdint>
#include <memory>

namespace pluginary {
namespace {

const std::uint8_t* bytesOf(const std::string& text)
{
  return reinterpret_cast<const std::uint8_t*>(text.c_str());
}

bool isEscape(std::string_view text)
{
  constexpr std::string_view DIGITS = "0123456789abcdefABCDEF";
  return text.size() >= 3 && text.substr(1, 2).find_first_not_of(DIGITS) == std::string_view::npos;
}

} // namespace

std::string fileUriOf(const std::string& path)
{
  SerdNode node = serd_node_new_file_uri(bytesOf(path), nullptr, nullptr, true);
  std::string uri = withGoodEscapes({reinterpret_cast<const char*>(node.buf), node.n_bytes});
  serd_node_free(&node);
  return uri;
}

std::string filePathOf(std::string_view uri)
{
  if (uri.substr(0, 7) != "file://") return {};
  // serd skips two bytes after any `%`, even one that does not begin an escape, and
  // so may run past the end of the text
  const std::string readable = withGoodEscapes(uri);
  const std::unique_ptr<std::uint8_t, decltype(&serd_free)> path(serd_file_uri_parse(bytesOf(readable), nullptr),
                                                                 serd_free);
  return path == nullptr ? std::string() : reinterpret_cast<const char*>(path.get());
}

std::string withGoodEscapes(std::string_view uri)
{
  std::string good;
  for (std::size_t at = 0; at < uri.size(); ++at) {
    good += uri[at];
    if (uri[at] != '%' || isEscape(uri.substr(at))) continue;
    good += "25";
    if (uri.substr(at + 1, 1) == "%") ++at;
  }
  return good;
}

} // namespace pluginary
