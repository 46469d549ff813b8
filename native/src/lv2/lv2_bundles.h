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

/// A graph with the words that are looked for in it.
struct Lv2World {
  Lv2Graph graph;
  Lv2Vocabulary words{graph};
};

/// All bundles that a scan knows of, read into as few worlds as possible.
///
/// In one world the statements of two copies of a plugin would mix, and lilv
/// keeps the newer copy only; but each is an installation of its own.  So a
/// bundle with a plugin that another bundle has too goes into the next world.
/// Bundles without plugins, which hold presets and specifications, are in every
/// world.
class Lv2Bundles {
public:
  /// Reads nothing yet; the first request does.
  explicit Lv2Bundles(std::vector<std::string> folders);

  /// The plugins of a bundle by their URIs.  Throws Failure when its manifest
  /// cannot be read.  A bundle that is new is added.
  const std::set<std::string>& pluginsOf(const std::string& folder);

  /// The world with a bundle, which is read when it is first asked for.
  Lv2World& worldOf(const std::string& folder);

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

  std::vector<std::string> unread_;
  std::uintmax_t manifestBytes_ = 0;
  std::map<std::string, Bundle> bundles_;
  std::vector<std::set<std::string>> taken_;      ///< The plugins of each world
  std::vector<std::unique_ptr<Lv2World>> worlds_; ///< Null until asked for
};

} // namespace pluginary

#endif // PLUGINARY_LV2_BUNDLES_H
