// SPDX-License-Identifier: GPL-3.0-or-later

// Reads the plugins of CLAP modules without any protection: descriptors, audio and
// note ports, parameters with their texts, latency. It prints one line of JSON for
// each plugin.
//
//   clap_reader MODULE...

#include "json_text.h"

#include <clap/entry.h>
#include <clap/ext/audio-ports.h>
#include <clap/ext/latency.h>
#include <clap/ext/note-ports.h>
#include <clap/ext/params.h>
#if __has_include(<clap/factory/plugin-factory.h>)
#  include <clap/factory/plugin-factory.h>
#else
#  include <clap/plugin-factory.h>
#endif

#include <dlfcn.h>
#include <string.h>
#include <unistd.h>

static void ignoreLatency(const clap_host_t* host) { (void)host; }

// DPF calls the host's part of an extension without checking that it exists
static const clap_host_latency_t LATENCY = {ignoreLatency};

static const void* hostExtension(const clap_host_t* host, const char* id)
{
  (void)host;
  return strcmp(id, CLAP_EXT_LATENCY) == 0 ? &LATENCY : NULL;
}

static void ignoreRequest(const clap_host_t* host) { (void)host; }

static const clap_host_t HOST = {.clap_version = CLAP_VERSION_INIT,
                                 .name = "reader",
                                 .vendor = "",
                                 .url = "",
                                 .version = "1",
                                 .get_extension = hostExtension,
                                 .request_restart = ignoreRequest,
                                 .request_process = ignoreRequest,
                                 .request_callback = ignoreRequest};

static void putPorts(const clap_plugin_t* plugin)
{
  const clap_plugin_audio_ports_t* audio = plugin->get_extension(plugin, CLAP_EXT_AUDIO_PORTS);
  const clap_plugin_note_ports_t* notes = plugin->get_extension(plugin, CLAP_EXT_NOTE_PORTS);
  for (int isInput = 0; isInput < 2; ++isInput) {
    for (uint32_t i = 0; audio != NULL && i < audio->count(plugin, isInput); ++i) {
      clap_audio_port_info_t port;
      if (audio->get(plugin, i, isInput, &port)) {
        putMember("port", port.name);
        printf(",\"channels\":%u", port.channel_count);
      }
    }
    for (uint32_t i = 0; notes != NULL && i < notes->count(plugin, isInput); ++i) {
      clap_note_port_info_t port;
      if (notes->get(plugin, i, isInput, &port)) putMember("notePort", port.name);
    }
  }
}

static void putDisplay(const clap_plugin_t* plugin, const clap_plugin_params_t* parameters, const char* key,
                       clap_id id, double value)
{
  char text[CLAP_NAME_SIZE] = "";
  parameters->value_to_text(plugin, id, value, text, sizeof text);
  putMember(key, text);
}

static void putParameters(const clap_plugin_t* plugin)
{
  const clap_plugin_params_t* parameters = plugin->get_extension(plugin, CLAP_EXT_PARAMS);
  printf(",\"parameters\":[");
  for (uint32_t i = 0; parameters != NULL && i < parameters->count(plugin); ++i) {
    clap_param_info_t info;
    if (!parameters->get_info(plugin, i, &info)) continue;
    printf("%s{\"id\":%u,\"flags\":%u,\"minimum\":%.17g,\"maximum\":%.17g,\"default\":%.17g", i == 0 ? "" : ",", info.id,
           info.flags, info.min_value, info.max_value, info.default_value);
    putMember("name", info.name);
    putMember("group", info.module);
    putDisplay(plugin, parameters, "minimumText", info.id, info.min_value);
    putDisplay(plugin, parameters, "maximumText", info.id, info.max_value);
    putDisplay(plugin, parameters, "defaultText", info.id, info.default_value);
    if ((info.flags & CLAP_PARAM_IS_STEPPED) != 0 && info.max_value - info.min_value <= 1000) {
      for (double value = info.min_value; value <= info.max_value; value += 1) {
        putDisplay(plugin, parameters, "label", info.id, value);
      }
    }
    printf("}");
  }
  printf("]");
}

static void putLatency(const clap_plugin_t* plugin)
{
  const clap_plugin_latency_t* latency = plugin->get_extension(plugin, CLAP_EXT_LATENCY);
  if (latency == NULL || !plugin->activate(plugin, 48000, 32, 512)) return;
  printf(",\"latency\":%u", latency->get(plugin));
  plugin->deactivate(plugin);
}

static void putPlugin(const clap_plugin_factory_t* factory, const clap_plugin_descriptor_t* descriptor)
{
  const clap_plugin_t* plugin = factory->create_plugin(factory, &HOST, descriptor->id);
  if (plugin == NULL) return;
  if (plugin->init(plugin)) {
    printf("{\"x\":0");
    putMember("id", descriptor->id);
    putMember("name", descriptor->name);
    putPorts(plugin);
    putParameters(plugin);
    putLatency(plugin);
    puts("}");
  }
  plugin->destroy(plugin);
}

static void readModule(const char* path)
{
  void* handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  const clap_plugin_entry_t* entry = handle != NULL ? dlsym(handle, "clap_entry") : NULL;
  if (entry == NULL || !entry->init(path)) return;
  const clap_plugin_factory_t* factory = entry->get_factory(CLAP_PLUGIN_FACTORY_ID);
  for (uint32_t i = 0; factory != NULL && i < factory->get_plugin_count(factory); ++i) {
    putPlugin(factory, factory->get_plugin_descriptor(factory, i));
  }
  entry->deinit();
}

int main(int argumentCount, char** arguments)
{
  for (int i = 1; i < argumentCount; ++i) readModule(arguments[i]);
  fflush(stdout);
  _exit(0);
}
