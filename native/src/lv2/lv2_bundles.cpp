// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_bundles.h"

#include "lv2_limits.h"
#include "lv2_specifications.h"
#include "lv2_turtle.h"

#include <algorithm>

namespace pluginary {

Lv2Bundles::Lv2Bundles(std::vector<std::string> folders, Lv2Kept kept)
  : kept_(kept), unread_(std::move(folders))
{
}

const std::set<std::string>& Lv2Bundles::pluginsOf(const std::string& folder)
{
  readAll();
  const Bundle& bundle = bundleOf(folder);
  if (bundle.failure) throw *bundle.failure;
  return bundle.plugins;
}

Lv2World& Lv2Bundles::worldOf(const std::string& folder)
{
  readAll();
  const std::size_t number = bundleOf(folder).world;
  std::unique_ptr<Lv2World>& world = worlds_.at(number);
  if (world == nullptr) {
    auto made = std::make_unique<Lv2World>(kept_);
    loadInto(*made, number);
    world = std::move(made);
  }
  if (module_ != folder) {
    endModule();
    world->graph.startModule();
    module_ = folder;
  }
  return *world;
}

void Lv2Bundles::endModule()
{
  for (const auto& world : worlds_) {
    if (world != nullptr) world->graph.endModule();
  }
  module_.clear();
}

void Lv2Bundles::readAll()
{
  const std::vector<std::string> folders = std::move(unread_);
  unread_.clear();
  for (const std::string& folder : folders) bundleOf(folder);
}

const Lv2Bundles::Bundle& Lv2Bundles::bundleOf(const std::string& folder)
{
  const auto found = bundles_.find(folder);
  if (found != bundles_.end()) return found->second;
  const Bundle& bundle = bundles_.emplace(folder, readBundle(folder)).first->second;
  if (bundle.failure) return bundle;
  endModule(); // The manifest is for all modules
  for (std::size_t i = 0; i < worlds_.size(); ++i) {
    const bool belongs = bundle.plugins.empty() || bundle.world == i;
    if (belongs && worlds_[i] != nullptr) worlds_[i]->graph.loadBundle(folder);
  }
  return bundle;
}

Lv2Bundles::Bundle Lv2Bundles::readBundle(const std::string& folder)
{
  Bundle bundle;
  try {
    const std::uintmax_t left = MAXIMUM_MANIFEST_BYTES_IN_ALL - manifestBytes_;
    TurtleFile manifest = checkTurtle(folder + "/manifest.ttl", std::min(left, MAXIMUM_MANIFEST_BYTES));
    manifestBytes_ += manifest.bytes;
    bundle.plugins = std::move(manifest.plugins);
    checkLimit(bundle.plugins.size(), MAXIMUM_LV2_PLUGINS, "plugins");
  } catch (const Failure& failure) {
    bundle.failure = failure;
    return bundle;
  }
  const auto isFree = [&](const std::set<std::string>& taken) {
    return std::none_of(bundle.plugins.begin(), bundle.plugins.end(),
                        [&](const std::string& plugin) { return taken.count(plugin) != 0; });
  };
  const auto found = std::find_if(taken_.begin(), taken_.end(), isFree);
  bundle.world = static_cast<std::size_t>(found - taken_.begin());
  if (bundle.world == MAXIMUM_LV2_WORLDS) {
    bundle.failure.emplace(PLUGINARY_INVALID_METADATA,
                           "Has a plugin that is also in " + std::to_string(MAXIMUM_LV2_WORLDS) + " other bundles");
    return bundle;
  }
  taken_.resize(std::max(taken_.size(), bundle.world + 1));
  worlds_.resize(taken_.size());
  taken_[bundle.world].insert(bundle.plugins.begin(), bundle.plugins.end());
  return bundle;
}

void Lv2Bundles::loadInto(Lv2World& world, std::size_t number) const
{
  for (const auto& [folder, bundle] : bundles_) {
    if (bundle.failure) continue;
    if (bundle.plugins.empty() || bundle.world == number) world.graph.loadBundle(folder);
  }
  loadLv2Specifications(world.words);
}

} // namespace pluginary
