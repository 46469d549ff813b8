// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_LV2_VOCABULARY_H
#define PLUGINARY_LV2_VOCABULARY_H

#include "lv2_graph.h"

#include <lv2/atom/atom.h>
#include <lv2/core/lv2.h>
#include <lv2/event/event.h>
#include <lv2/midi/midi.h>
#include <lv2/patch/patch.h>
#include <lv2/port-groups/port-groups.h>
#include <lv2/port-props/port-props.h>
#include <lv2/presets/presets.h>
#include <lv2/ui/ui.h>
#include <lv2/units/units.h>

namespace pluginary {

/// The LV2 vocabulary that we understand, as nodes of one graph.  The specifications
/// below http://lv2plug.in/ns/ explain their meanings.
struct Lv2Vocabulary {
  explicit Lv2Vocabulary(Lv2Graph& owner)
    : graph(owner)
  {
  }

  Lv2Graph& graph;

  const Lv2Property rdfType = graph.property("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
  const Lv2Property rdfValue = graph.property("http://www.w3.org/1999/02/22-rdf-syntax-ns#value");
  const Lv2Property rdfsComment = graph.property("http://www.w3.org/2000/01/rdf-schema#comment");
  const Lv2Property rdfsLabel = graph.property("http://www.w3.org/2000/01/rdf-schema#label");
  const Lv2Property rdfsRange = graph.property("http://www.w3.org/2000/01/rdf-schema#range");
  const Lv2Property rdfsSeeAlso = graph.property("http://www.w3.org/2000/01/rdf-schema#seeAlso");
  const Lv2Property rdfsSubClassOf = graph.property("http://www.w3.org/2000/01/rdf-schema#subClassOf");
  const Lv2Node owlOntology = graph.searchedUri("http://www.w3.org/2002/07/owl#Ontology");

  const Lv2Property dctermsIsReplacedBy = graph.searchedProperty("http://purl.org/dc/terms/isReplacedBy");
  const Lv2Property dctermsReplaces = graph.property("http://purl.org/dc/terms/replaces");

  const Lv2Property doapDeveloper = graph.property("http://usefulinc.com/ns/doap#developer");
  const Lv2Property doapHomepage = graph.property("http://usefulinc.com/ns/doap#homepage");
  const Lv2Property doapMaintainer = graph.property("http://usefulinc.com/ns/doap#maintainer");
  const Lv2Property doapName = graph.property("http://usefulinc.com/ns/doap#name");
  const Lv2Node doapProject = graph.uri("http://usefulinc.com/ns/doap#Project");
  const Lv2Property doapShortdesc = graph.property("http://usefulinc.com/ns/doap#shortdesc");
  const Lv2Property foafName = graph.property("http://xmlns.com/foaf/0.1/name");

  const Lv2Property lv2AppliesTo = graph.searchedProperty(LV2_CORE__appliesTo);
  const Lv2Node lv2AudioPort = graph.uri(LV2_CORE__AudioPort);
  const Lv2Property lv2Binary = graph.property(LV2_CORE__binary);
  const Lv2Node lv2ConnectionOptional = graph.uri(LV2_CORE__connectionOptional);
  const Lv2Node lv2ControlPort = graph.uri(LV2_CORE__ControlPort);
  const Lv2Node lv2CvPort = graph.uri(LV2_CORE__CVPort);
  const Lv2Property lv2Default = graph.property(LV2_CORE__default);
  const Lv2Property lv2Designation = graph.property(LV2_CORE__designation);
  const Lv2Node lv2Enabled = graph.uri(LV2_CORE_PREFIX "enabled");
  const Lv2Node lv2Enumeration = graph.uri(LV2_CORE__enumeration);
  const Lv2Property lv2Index = graph.property(LV2_CORE__index);
  const Lv2Node lv2InputPort = graph.uri(LV2_CORE__InputPort);
  const Lv2Node lv2Integer = graph.uri(LV2_CORE__integer);
  const Lv2Node lv2IsSideChain = graph.uri(LV2_CORE_PREFIX "isSideChain");
  const Lv2Property lv2Maximum = graph.property(LV2_CORE__maximum);
  const Lv2Property lv2MicroVersion = graph.property(LV2_CORE__microVersion);
  const Lv2Property lv2Minimum = graph.property(LV2_CORE__minimum);
  const Lv2Property lv2MinorVersion = graph.property(LV2_CORE__minorVersion);
  const Lv2Property lv2Name = graph.property(LV2_CORE__name);
  const Lv2Node lv2OutputPort = graph.uri(LV2_CORE__OutputPort);
  const Lv2Node lv2Plugin = graph.uri(LV2_CORE__Plugin);
  const Lv2Property lv2Port = graph.property(LV2_CORE__port);
  const Lv2Property lv2PortProperty = graph.property(LV2_CORE__portProperty);
  const Lv2Property lv2Project = graph.property(LV2_CORE__project);
  const Lv2Property lv2Prototype = graph.property(LV2_CORE__prototype);
  const Lv2Node lv2SampleRate = graph.uri(LV2_CORE__sampleRate);
  const Lv2Property lv2ScalePoint = graph.property(LV2_CORE__scalePoint);
  const Lv2Node lv2Specification = graph.searchedUri(LV2_CORE__Specification);
  const Lv2Property lv2Symbol = graph.property(LV2_CORE__symbol);
  const Lv2Node lv2Toggled = graph.uri(LV2_CORE__toggled);

  const Lv2Node atomAtomPort = graph.uri(LV2_ATOM__AtomPort);
  const Lv2Node atomBool = graph.uri(LV2_ATOM__Bool);
  const Lv2Node atomDouble = graph.uri(LV2_ATOM__Double);
  const Lv2Node atomFloat = graph.uri(LV2_ATOM__Float);
  const Lv2Node atomInt = graph.uri(LV2_ATOM__Int);
  const Lv2Node atomLong = graph.uri(LV2_ATOM__Long);
  const Lv2Property atomSupports = graph.property(LV2_ATOM__supports);
  const Lv2Node eventEventPort = graph.uri(LV2_EVENT__EventPort);
  const Lv2Property eventSupportsEvent = graph.property(LV2_EVENT__supportsEvent);
  const Lv2Node midiMidiEvent = graph.uri(LV2_MIDI__MidiEvent);
  /// From before the event extension
  const Lv2Node oldMidiPort = graph.uri("http://ll-plugins.nongnu.org/lv2/ext/MidiPort");

  const Lv2Property patchReadable = graph.property(LV2_PATCH__readable);
  const Lv2Property patchWritable = graph.property(LV2_PATCH__writable);

  const Lv2Property pgGroup = graph.property(LV2_PORT_GROUPS__group);
  const Lv2Property pgMainInput = graph.property(LV2_PORT_GROUPS__mainInput);
  const Lv2Property pgMainOutput = graph.property(LV2_PORT_GROUPS__mainOutput);
  const Lv2Property pgSideChainOf = graph.property(LV2_PORT_GROUPS__sideChainOf);

  const Lv2Node ppropsExpensive = graph.uri(LV2_PORT_PROPS__expensive);
  const Lv2Node ppropsLogarithmic = graph.uri(LV2_PORT_PROPS__logarithmic);
  const Lv2Node ppropsNotAutomatic = graph.uri(LV2_PORT_PROPS__notAutomatic);
  const Lv2Node ppropsNotOnGui = graph.uri(LV2_PORT_PROPS__notOnGUI);
  const Lv2Property ppropsRangeSteps = graph.property(LV2_PORT_PROPS__rangeSteps);
  /// KXStudio's own, written by DPF and Carla
  const Lv2Node kxNonAutomable = graph.uri("http://kxstudio.sf.net/ns/lv2ext/props#NonAutomable");

  const Lv2Node psetPreset = graph.uri(LV2_PRESETS__Preset);
  const Lv2Property uiUi = graph.property(LV2_UI__ui);

  const Lv2Node unitsDb = graph.uri(LV2_UNITS__db);
  const Lv2Property unitsRender = graph.property(LV2_UNITS__render);
  const Lv2Property unitsSymbol = graph.property(LV2_UNITS__symbol);
  const Lv2Property unitsUnit = graph.property(LV2_UNITS__unit);
};

} // namespace pluginary

#endif // PLUGINARY_LV2_VOCABULARY_H
