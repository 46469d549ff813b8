// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_BUNDLES_H
#define PLUGINARY_LV2_BUNDLES_H

#include "failure.h"
#include "lv2_vocabulary.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pluginary {

/// A graph with the vocabulary to search in it.
struct Lv2World {
  explicit Lv2World(Lv2Kept kept = Lv2Kept::ASKED_FOR)
    : graph(kept)
  {
  }

  Lv2Graph graph;
  Lv2Vocabulary words{graph};
};

/// All bundles that a scan knows, read into as few worlds as possible.
///
/// In one world the statements of two copies of a plugin would mix, but each copy
/// is a separate installation.  So a bundle with a plugin that another bundle also
/// has goes into the next world.  Bundles without plugins, which contain presets and
/// specifications, are in every world.
class Lv2Bundles {
public:
  /// Reads nothing yet; that is left to the first request.
  explicit Lv2Bundles(std::vector<std::string> folders, Lv2Kept kept = Lv2Kept::ASKED_FOR);

  /// The plugins of a bundle by their URIs.  Adds a bundle that is new.  Throws
  /// Failure when its manifest cannot be read.
  const std::set<std::string>& pluginsOf(const std::string& folder);

  /// The world with a bundle, which is read at the first request for it.  What the
  /// files of other bundles say is forgotten, but for their manifests.
  Lv2World& worldOf(const std::string& folder);

  /// Forgets what the files of the last bundle say, but for its manifest.
  void endModule();

private:
  struct Bundle {
    std::set<std::string> plugins;
    std::optional<Failure> failure;
    std::size_t world = 0;
  };

  void readAll();
  const Bundle& bundleOf(const std::string& folder);
  Bundle readBundle(const std::string& folder);
  void loadInto(Lv2World& world, std::size_t number) const;

  const Lv2Kept kept_;
  std::vector<std::string> unread_;
  std::uintmax_t manifestBytes_ = 0;
  std::map<std::string, Bundle> bundles_;
  std::vector<std::set<std::string>> taken_;      ///< The plugins of each world
  std::vector<std::unique_ptr<Lv2World>> worlds_; ///< Null until asked for
  std::string module_;                            ///< The bundle whose files are kept
};

} // namespace pluginary

#endif // PLUGINARY_LV2_BUNDLES_H
