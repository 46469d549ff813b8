// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_host.h"

#include "failure.h"
#include "lv2/lv2_parameter.h"
#include "lv2/lv2_plugin.h"
#include "lv2/lv2_port.h"
#include "lv2_controls.h"
#include "lv2_preset_state.h"
#include "plugin_text.h"

#include <algorithm>
#include <utility>

namespace pluginary {
namespace {

/// Libraries return plugins by index until null; one that never does is hostile.
constexpr std::uint32_t MAXIMUM_DESCRIPTORS = 100'000;

[[noreturn]] void fail(PluginaryStatus status, const std::string& uri, const std::string& reason)
{
  throw Failure(status, "Cannot load the plugin \"" + uri + "\": " + reason);
}

/// A plugin whose needs are not met may crash, so it is not tried.
void checkNeeds(const Lv2Vocabulary& words, Lv2Node plugin)
{
  Lv2Graph& graph = words.graph;
  for (Lv2Node feature : graph.objects(plugin, graph.property(LV2_CORE__requiredFeature))) {
    if (!Lv2Features::hasFeature(feature->text())) {
      fail(PLUGINARY_LOAD_ERROR, textOf(plugin), "it needs the feature <" + textOf(feature) + ">");
    }
  }
  for (Lv2Node option : graph.objects(plugin, graph.property(LV2_OPTIONS__requiredOption))) {
    if (!Lv2Features::hasOption(option->text())) {
      fail(PLUGINARY_LOAD_ERROR, textOf(plugin), "it needs the option <" + textOf(option) + ">");
    }
  }
}

std::string binaryOf(const Lv2Vocabulary& words, Lv2Node plugin)
{
  for (Lv2Node binary : words.graph.objects(plugin, words.lv2Binary)) {
    std::string path = isUri(binary) ? pathOf(binary) : std::string();
    if (!path.empty()) return path;
  }
  fail(PLUGINARY_NOT_FOUND, textOf(plugin), "it names no library");
}

/// The value that a control has before anything is loaded.
float initialValue(const Lv2Parameter& parameter)
{
  const double value = parameter.defaultValue.value_or(parameter.minimum.value_or(0));
  return static_cast<float>(value);
}

std::vector<Lv2PortPlan> plansFor(const Lv2Vocabulary& words, Lv2Node plugin, const std::vector<Lv2Port>& ports,
                                  const std::vector<Lv2Parameter>& parameters)
{
  const Lv2Property minimumSize = words.graph.property(LV2_RESIZE_PORT__minimumSize);
  std::vector<Lv2PortPlan> plans;
  auto parameter = parameters.begin(); // Those of control ports come first, in the order of the ports
  for (const Lv2Port& port : ports) {
    Lv2PortPlan plan{port.index, Lv2BufferKind::NONE, port.isInput, 0, 0};
    if (port.kind == Lv2PortKind::CONTROL) {
      plan.kind = Lv2BufferKind::CONTROL;
      plan.initial = initialValue(*parameter++);
    } else if (port.kind == Lv2PortKind::AUDIO || port.kind == Lv2PortKind::CV) {
      plan.kind = Lv2BufferKind::SIGNAL;
    } else if (words.graph.has(port.node, words.rdfType, words.atomAtomPort)) {
      plan.kind = Lv2BufferKind::EVENTS;
      const double bytes = numberOf(words.graph.object(port.node, minimumSize)).value_or(0);
      plan.bytes = static_cast<std::size_t>(std::clamp(bytes, 0.0, 1e9));
    } else if (port.properties.count(words.lv2ConnectionOptional) == 0) {
      fail(PLUGINARY_LOAD_ERROR, textOf(plugin), "its port \"" + port.symbol + "\" is of an unknown kind");
    }
    plans.push_back(plan);
  }
  return plans;
}

/// The input for messages: the one that is marked as such, else one that understands
/// them, else the first.
std::optional<std::uint32_t> messagePort(const Lv2Vocabulary& words, const std::vector<Lv2Port>& ports)
{
  Lv2Node control = words.graph.uri(LV2_CORE__control);
  Lv2Node message = words.graph.uri(LV2_PATCH__Message);
  std::optional<std::uint32_t> chosen;
  int chosenRank = 0;
  for (const Lv2Port& port : ports) {
    if (!port.isInput || !words.graph.has(port.node, words.rdfType, words.atomAtomPort)) continue;
    const bool understands = words.graph.has(port.node, words.atomSupports, message);
    const int rank = port.designation == control ? 3 : understands ? 2 : 1;
    if (rank <= chosenRank) continue;
    chosen = port.index;
    chosenRank = rank;
  }
  return chosen;
}

/// The bundle of a preset, which may be named by a file in it.
std::string bundleOf(const std::string& location)
{
  const bool isFile = location.size() > 4 && location.compare(location.size() - 4, 4, ".ttl") == 0;
  return isFile ? location.substr(0, location.find_last_of('/')) : location;
}

/// Loads what a request names before the values.
class Loader {
public:
  Loader(const Lv2Vocabulary& words, Lv2Node plugin, Lv2Instance& instance, Lv2Controls& controls, Lv2Urids& urids,
         StateAnswer& answer)
    : words_(words), plugin_(plugin), instance_(instance), controls_(controls), urids_(urids), answer_(answer)
  {
  }

  void load(const StateRequest& request)
  {
    if (request.state) {
      load(*request.state, {});
    } else if (request.preset) {
      Lv2Node uri = words_.graph.uri(request.preset->loadKey);
      const Lv2PresetState preset = readLv2Preset(words_, uri, plugin_, urids_, answer_.warnings);
      load(preset.state, preset.folder);
    } else {
      const std::vector<StateProperty> initial = readLv2DefaultState(words_, plugin_, urids_, answer_.warnings);
      if (!initial.empty()) restore(initial, {});
    }
  }

private:
  void load(const PluginState& state, const std::string& folder)
  {
    controls_.load(state.ports, answer_.refused);
    if (!state.properties.empty()) restore(state.properties, folder);
  }

  void restore(const std::vector<StateProperty>& properties, const std::string& folder)
  {
    if (!instance_.hasState()) {
      answer_.warnings.push_back({"state-ignored", "The plugin takes no state beside the values of its ports"});
      return;
    }
    const std::string reason = instance_.restore(properties, folder);
    if (!reason.empty()) answer_.warnings.push_back({"state-refused", "The plugin refused the state: " + reason});
  }

  const Lv2Vocabulary& words_;
  Lv2Node plugin_;
  Lv2Instance& instance_;
  Lv2Controls& controls_;
  Lv2Urids& urids_;
  StateAnswer& answer_;
};

/// The plugin of that URI among those that a library has by index.
template <typename Get>
const LV2_Descriptor& descriptorOf(const std::string& uri, Get get)
{
  for (std::uint32_t i = 0; i < MAXIMUM_DESCRIPTORS; ++i) {
    const LV2_Descriptor* plugin = get(i);
    if (plugin == nullptr) break;
    if (pluginText(plugin->URI) == uri) return *plugin;
  }
  fail(PLUGINARY_PLUGIN_NOT_FOUND, uri, "its library does not have it");
}

} // namespace

Lv2Host::Lv2Host(std::vector<std::string> bundles)
  : bundles_(std::move(bundles), Lv2Kept::ALL)
{
}

std::string Lv2Host::state(const ModuleRequest& module, const std::string& uri, const StateRequest& request)
{
  release();
  if (request.program) fail(PLUGINARY_LOAD_ERROR, uri, "LV2 has no programs, but presets");
  if (bundles_.pluginsOf(module.location).count(uri) == 0) {
    throw Failure(PLUGINARY_PLUGIN_NOT_FOUND, "The bundle has no plugin \"" + uri + "\"");
  }
  if (hasReadPreset_) bundles_.endModule(); // Its file may have megabytes of other states
  hasReadPreset_ = request.preset.has_value();
  // A bundle of presets may be newer than those that the host was started with
  if (request.preset && !request.preset->location.empty()) bundles_.pluginsOf(bundleOf(request.preset->location));
  const Lv2Vocabulary& words = bundles_.worldOf(module.location).words;
  Lv2Node plugin = words.graph.uri(uri);
  std::vector<std::string> problems = loadLv2Plugin(words, plugin, module.location);
  checkNeeds(words, plugin);
  const std::vector<Lv2Port> ports = readLv2Ports(words, plugin, problems);
  const std::vector<Lv2Parameter> parameters = readLv2Parameters(words, plugin, ports);
  const std::string bundle = module.location + "/";
  instance_ = std::make_unique<Lv2Instance>(descriptor(uri, bundle, binaryOf(words, plugin)), bundle,
                                            plansFor(words, plugin, ports, parameters), urids_);

  StateAnswer answer;
  Lv2Controls controls(words, parameters, messagePort(words, ports), *instance_, urids_);
  Loader(words, plugin, *instance_, controls, urids_, answer).load(request);
  for (const WantedValue& wanted : request.values) {
    const std::string reason = controls.set(wanted);
    if (!reason.empty()) answer.refused.push_back({wanted.id, reason});
  }
  instance_->run();
  answer.state.properties = instance_->save(answer.warnings);
  answer.state.ports = controls.ports(answer.warnings);
  answer.parameters = controls.values(answer.state.properties);
  return stateAnswerJson("lv2", answer);
}

const LV2_Descriptor& Lv2Host::descriptor(const std::string& uri, const std::string& bundle,
                                          const std::string& binary)
{
  auto found = libraries_.find(binary);
  if (found == libraries_.end()) {
    found = libraries_.emplace(binary, SharedLibrary(ModuleRequest{bundle, binary})).first;
  }
  const SharedLibrary& library = found->second;
  if (auto* const single = library.function<decltype(lv2_descriptor)>("lv2_descriptor")) {
    return descriptorOf(uri, single);
  }
  auto* const whole = library.function<decltype(lv2_lib_descriptor)>("lv2_lib_descriptor");
  if (whole == nullptr) fail(PLUGINARY_NO_ENTRY_POINT, uri, "its library has no lv2_descriptor");
  const LV2_Feature* const none[] = {nullptr};
  const LV2_Lib_Descriptor* all = whole(bundle.c_str(), none);
  if (all == nullptr || all->get_plugin == nullptr) fail(PLUGINARY_LOAD_ERROR, uri, "its library refused to load");
  return descriptorOf(uri, [&](std::uint32_t index) { return all->get_plugin(all->handle, index); });
}

} // namespace pluginary
