// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_instance.h"

#include "failure.h"
#include "lv2_state_store.h"
#include "plugin_text.h"

#include <utility>

namespace pluginary {
namespace {

/// Bounds the blocks for a plugin that schedules work in each.
constexpr int MAXIMUM_BLOCKS = 16;

[[noreturn]] void fail(const LV2_Descriptor& plugin, const std::string& reason)
{
  throw Failure(PLUGINARY_LOAD_ERROR, "Cannot load the plugin \"" + pluginText(plugin.URI) + "\": " + reason);
}

std::string reasonOf(LV2_State_Status status)
{
  switch (status) {
  case LV2_STATE_ERR_BAD_TYPE: return "a type is not supported";
  case LV2_STATE_ERR_BAD_FLAGS: return "flags are not supported";
  case LV2_STATE_ERR_NO_FEATURE: return "the host lacks a feature";
  case LV2_STATE_ERR_NO_PROPERTY: return "a property is missing";
  case LV2_STATE_ERR_NO_SPACE: return "there is not enough space";
  default: return "error " + std::to_string(static_cast<int>(status));
  }
}

std::string notKept(std::size_t values)
{
  if (values == 1) return "1 value of the state cannot be kept: it has an unknown type or holds pointers";
  return std::to_string(values) + " values of the state cannot be kept: they have unknown types or hold pointers";
}

} // namespace

Lv2Instance::Lv2Instance(const LV2_Descriptor& plugin, const std::string& bundle,
                         const std::vector<Lv2PortPlan>& ports, Lv2Urids& urids)
  : plugin_(plugin),
    urids_(urids),
    ports_(ports, urids),
    features_(urids, worker_, files_, *ports_.resizeFeature())
{
  if (plugin.instantiate == nullptr || plugin.connect_port == nullptr || plugin.run == nullptr ||
      plugin.cleanup == nullptr) {
    fail(plugin, "it lacks a function");
  }
  instance_ = plugin.instantiate(&plugin, STATE_SAMPLE_RATE, bundle.c_str(), features_.list());
  if (instance_ == nullptr) fail(plugin, "it did not create an instance");
  ports_.connect(plugin, instance_);
  worker_.attach(instance_, extension<LV2_Worker_Interface>(LV2_WORKER__interface));
  state_ = extension<LV2_State_Interface>(LV2_STATE__interface);
  if (state_ != nullptr && (state_->save == nullptr || state_->restore == nullptr)) state_ = nullptr;
}

Lv2Instance::~Lv2Instance()
{
  if (isActive_ && plugin_.deactivate != nullptr) plugin_.deactivate(instance_);
  plugin_.cleanup(instance_);
}

std::string Lv2Instance::restore(const std::vector<StateProperty>& properties, std::string folder)
{
  files_.setFolder(std::move(folder));
  Lv2StateStore store(urids_, properties);
  const LV2_State_Status status =
    state_->restore(instance_, Lv2StateStore::retrieve, &store, 0, features_.list());
  return status == LV2_STATE_SUCCESS ? "" : reasonOf(status);
}

void Lv2Instance::run()
{
  worker_.work(); // Of restore()
  if (plugin_.activate != nullptr) plugin_.activate(instance_);
  isActive_ = true;
  runBlock();
  for (int i = 1; i < MAXIMUM_BLOCKS && worker_.work(); ++i) runBlock();
}

void Lv2Instance::runBlock()
{
  ports_.prepare();
  plugin_.run(instance_, STATE_BLOCK_SIZE);
  worker_.endBlock();
}

std::vector<StateProperty> Lv2Instance::save(std::vector<StateNote>& warnings)
{
  if (state_ == nullptr) return {};
  Lv2StateStore store(urids_);
  const LV2_State_Status status = state_->save(instance_, Lv2StateStore::store, &store,
                                               LV2_STATE_IS_POD | LV2_STATE_IS_PORTABLE, features_.list());
  std::vector<StateProperty> properties = store.take();
  if (status != LV2_STATE_SUCCESS) {
    warnings.push_back({"state-incomplete", "The plugin could not store all of its state: " + reasonOf(status)});
  }
  if (store.refused() > 0) {
    warnings.push_back({"state-incomplete", notKept(store.refused())});
  }
  if (files_.refersToOwnFiles()) {
    warnings.push_back(
      {"state-has-files", "The state refers to files that the plugin has written, which it does not contain"});
  }
  return properties;
}

} // namespace pluginary
