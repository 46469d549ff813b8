// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_specifications.h"

#include "lv2_vocabulary.h"

#include <juce_audio_processors/format_types/juce_LV2Resources.h>

#include <string_view>

namespace pluginary {
namespace {

/// Loads the file `<name>.ttl` of a bundle that is compiled in.
void loadCompiledIn(Lv2Graph& graph, std::string_view bundleName, std::string_view fileName, const char* uri)
{
  static const std::vector<juce::lv2::Bundle> bundles = juce::lv2::Bundle::getAllBundles();
  for (const juce::lv2::Bundle& bundle : bundles) {
    if (bundle.name != bundleName) continue;
    for (const juce::lv2::BundleResource& file : bundle.contents) {
      if (file.name == fileName) graph.loadText(uri, file.contents);
    }
  }
}

} // namespace

void loadLv2Specifications(const Lv2Vocabulary& words)
{
  Lv2Graph& graph = words.graph;
  for (Lv2Node kind : {words.lv2Specification, words.owlOntology}) {
    for (Lv2Node specification : graph.subjects(words.rdfType, kind)) graph.loadFilesOf(specification);
  }
  const Lv2Node instrument = graph.uri(LV2_CORE__InstrumentPlugin);
  if (!graph.has(instrument, words.rdfsSubClassOf)) loadCompiledIn(graph, "core", "lv2core.ttl", LV2_CORE_URI);
  if (!graph.has(words.unitsDb, words.unitsSymbol)) loadCompiledIn(graph, "units", "units.ttl", LV2_UNITS_URI);
}

} // namespace pluginary
