/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the presets of all installed LV2 plugins as lilv's hosts do, and prints them, one
   JSON object per line: the independent reader of presets.  It links the lilv of the
   system, not anything of the shim's. */

#include <lilv/lilv.h>
#include <lv2/urid/urid.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAXIMUM_URIS 65536

static char*    uris[MAXIMUM_URIS];
static uint32_t uri_count;

static LV2_URID
map(LV2_URID_Map_Handle handle, const char* uri)
{
  (void)handle;
  for (uint32_t i = 0; i < uri_count; ++i) {
    if (!strcmp(uris[i], uri)) return i + 1;
  }
  if (uri_count == MAXIMUM_URIS) exit(1);
  uris[uri_count] = strdup(uri);
  return ++uri_count;
}

static void
put_text(const char* text)
{
  putchar('"');
  for (const unsigned char* c = (const unsigned char*)(text ? text : ""); *c; ++c) {
    if (*c < 0x20) {
      printf("\\u%04x", *c);
    } else {
      if (*c == '"' || *c == '\\') putchar('\\');
      putchar(*c);
    }
  }
  putchar('"');
}

static void
put_value(const char* symbol, void* is_first, const void* value, uint32_t size, uint32_t type)
{
  const char* name = uris[type - 1];
  double      number;
  if (size == sizeof(float) && strstr(name, "#Float")) number = (double)*(const float*)value;
  else if (size == sizeof(int32_t) && (strstr(name, "#Int") || strstr(name, "#Bool"))) number = *(const int32_t*)value;
  else if (size == sizeof(double) && strstr(name, "#Double")) number = *(const double*)value;
  else if (size == sizeof(int64_t) && strstr(name, "#Long")) number = (double)*(const int64_t*)value;
  else return;
  if (!*(bool*)is_first) putchar(',');
  *(bool*)is_first = false;
  put_text(symbol);
  printf(":%.17g", number);
}

static void
put_preset(LilvWorld* world, LV2_URID_Map* urid_map, const LilvPlugin* plugin, const LilvNode* preset)
{
  lilv_world_load_resource(world, preset);
  LilvState* state = lilv_state_new_from_world(world, urid_map, preset);
  if (!state) return;
  char* path = lilv_file_uri_parse(lilv_node_as_uri(lilv_plugin_get_bundle_uri(plugin)), NULL);
  printf("{\"plugin\":");
  put_text(lilv_node_as_string(lilv_plugin_get_uri(plugin)));
  printf(",\"bundle\":");
  put_text(path);
  printf(",\"uri\":");
  put_text(lilv_node_as_string(preset));
  printf(",\"label\":");
  put_text(lilv_state_get_label(state));
  printf(",\"properties\":%u,\"ports\":{", lilv_state_get_num_properties(state));
  bool is_first = true;
  lilv_state_emit_port_values(state, put_value, &is_first);
  printf("}}\n");
  lilv_free(path);
  lilv_state_free(state);
}

int
main(void)
{
  LV2_URID_Map urid_map = {NULL, map};
  LilvWorld*   world    = lilv_world_new();
  lilv_world_load_all(world);
  LilvNode*          preset_class = lilv_new_uri(world, "http://lv2plug.in/ns/ext/presets#Preset");
  const LilvPlugins* plugins      = lilv_world_get_all_plugins(world);
  LILV_FOREACH (plugins, i, plugins) {
    const LilvPlugin* plugin  = lilv_plugins_get(plugins, i);
    LilvNodes*        presets = lilv_plugin_get_related(plugin, preset_class);
    LILV_FOREACH (nodes, j, presets) {
      put_preset(world, &urid_map, plugin, lilv_nodes_get(presets, j));
    }
    lilv_nodes_free(presets);
  }
  return 0;
}
