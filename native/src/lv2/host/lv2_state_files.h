// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_STATE_FILES_H
#define PLUGINARY_LV2_STATE_FILES_H

#include <lv2/state/state.h>

#include <filesystem>
#include <string>

namespace pluginary {

/// The paths in a plugin's state, and the folder for the files that the plugin makes.
///
/// That folder is in the temporary folder, which is private to a worker, and goes with
/// the plugin: a state carries no files.
class Lv2StateFiles {
public:
  Lv2StateFiles();
  Lv2StateFiles(const Lv2StateFiles&) = delete;
  Lv2StateFiles& operator=(const Lv2StateFiles&) = delete;
  ~Lv2StateFiles();

  LV2_State_Map_Path* mapPath() { return &map_; }
  LV2_State_Make_Path* makePath() { return &make_; }
  LV2_State_Free_Path* freePath() { return &free_; }

  /// The folder to which relative paths in a state belong.
  void setFolder(std::string folder) { folder_ = std::move(folder); }

  /// Whether the state refers to files that the plugin made.
  bool refersToOwnFiles() const { return refersToOwnFiles_; }

private:
  char* abstractPath(const char* path);
  char* absolutePath(const char* path);
  char* makeFile(const char* path);

  LV2_State_Map_Path map_;
  LV2_State_Make_Path make_;
  LV2_State_Free_Path free_;
  std::string folder_;
  std::filesystem::path own_; ///< Empty until a plugin makes a file
  bool refersToOwnFiles_ = false;
};

} // namespace pluginary

#endif // PLUGINARY_LV2_STATE_FILES_H
