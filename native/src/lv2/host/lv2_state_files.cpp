// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_state_files.h"

#include "plugin_text.h"

#include <cstdlib>
#include <cstring>
#include <exception>
#include <random>
#include <system_error>

namespace pluginary {
namespace {

namespace fs = std::filesystem;

/// A text that the plugin frees through us.
char* copyOf(const std::string& text)
{
  auto* copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy != nullptr) std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

fs::path pathFrom(const std::string& text)
{
  return fs::path(std::u8string(text.begin(), text.end()));
}

std::string textFrom(const fs::path& path)
{
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

fs::path makeFolder()
{
  std::random_device random;
  for (;;) {
    fs::path folder = fs::temp_directory_path() / ("pluginary-state-" + std::to_string(random()));
    if (fs::create_directory(folder)) return folder;
  }
}

/// Whether a path names something below a folder, whatever the folder is.
bool staysInside(const fs::path& path)
{
  const fs::path normal = path.lexically_normal();
  return path.is_relative() && !path.has_root_name() && normal != "." && !normal.empty() && *normal.begin() != "..";
}

bool isBelow(const fs::path& path, const fs::path& folder)
{
  return !folder.empty() && staysInside(path.lexically_relative(folder));
}

/// Calls a function for a plugin written in C, which cannot handle an exception.
template <typename Call>
char* guarded(Call call) noexcept
{
  try {
    return call();
  } catch (const std::exception&) {
    return nullptr;
  }
}

} // namespace

Lv2StateFiles::Lv2StateFiles()
  : map_{this,
         [](LV2_State_Map_Path_Handle handle, const char* path) {
           return guarded([&] { return static_cast<Lv2StateFiles*>(handle)->abstractPath(path); });
         },
         [](LV2_State_Map_Path_Handle handle, const char* path) {
           return guarded([&] { return static_cast<Lv2StateFiles*>(handle)->absolutePath(path); });
         }},
    make_{this,
          [](LV2_State_Make_Path_Handle handle, const char* path) {
            return guarded([&] { return static_cast<Lv2StateFiles*>(handle)->makeFile(path); });
          }},
    free_{this, [](LV2_State_Free_Path_Handle, char* path) { std::free(path); }}
{
}

Lv2StateFiles::~Lv2StateFiles()
{
  if (own_.empty()) return;
  std::error_code error; // What is left goes with the worker's folder
  fs::remove_all(own_, error);
}

/// A path stays as it is: the state is for this computer, and says so by its flags.
char* Lv2StateFiles::abstractPath(const char* path)
{
  const std::string text = pluginText(path);
  if (isBelow(pathFrom(text), own_)) refersToOwnFiles_ = true;
  return copyOf(text);
}

char* Lv2StateFiles::absolutePath(const char* path)
{
  const std::string text = pluginText(path);
  const fs::path mapped = pathFrom(text);
  return copyOf(mapped.is_absolute() || folder_.empty() ? text : textFrom(pathFrom(folder_) / mapped));
}

/// Null for a path that leads out of the folder.
char* Lv2StateFiles::makeFile(const char* path)
{
  const fs::path wanted = pathFrom(pluginText(path));
  if (!staysInside(wanted)) return nullptr;
  if (own_.empty()) own_ = makeFolder();
  const fs::path file = own_ / wanted;
  fs::create_directories(file.parent_path());
  return copyOf(textFrom(file));
}

} // namespace pluginary
