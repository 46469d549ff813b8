/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads all installed LV2 plugins through lilv's public functions and prints
   them, one JSON object per line: the independent reader that the shim is
   compared with, and the time that it is measured by. It links the lilv of the
   system, not the one inside the shim. */

#include <lilv/lilv.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#define LV2 "http://lv2plug.in/ns/lv2core#"
#define PPROPS "http://lv2plug.in/ns/ext/port-props#"
#define UNITS "http://lv2plug.in/ns/extensions/units#"

static LilvWorld* world;

typedef struct {
  LilvNode *audio, *control, *cv, *input, *output, *atom, *event;
  LilvNode *group, *name, *label, *unit, *symbol, *render, *preset;
} Nodes;

static Nodes nodes;

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
put_node(const char* key, const LilvNode* node)
{
  printf(",\"%s\":", key);
  put_text(node ? lilv_node_as_string(node) : "");
}

static void
put_number(const char* key, const LilvNode* node)
{
  const bool  is_number = node && (lilv_node_is_float(node) || lilv_node_is_int(node) || lilv_node_is_bool(node));
  const float value = !is_number              ? NAN
                      : lilv_node_is_bool(node) ? (float)lilv_node_as_bool(node)
                                                : lilv_node_as_float(node);
  if (isfinite(value)) {
    printf(",\"%s\":%.9g", key, (double)value);
  } else {
    printf(",\"%s\":null", key);
  }
}

/* The symbol of a port's unit, else its format. */
static void
put_unit(const LilvPlugin* plugin, const LilvPort* port)
{
  LilvNode* unit   = lilv_port_get(plugin, port, nodes.unit);
  LilvNode* symbol = unit ? lilv_world_get(world, unit, nodes.symbol, NULL) : NULL;
  put_node("unit", symbol);
  lilv_node_free(symbol);
  lilv_node_free(unit);
}

static void
put_group(const LilvPlugin* plugin, const LilvPort* port)
{
  LilvNode* group = lilv_port_get(plugin, port, nodes.group);
  LilvNode* name  = group ? lilv_world_get(world, group, nodes.name, NULL) : NULL;
  if (group && !name) name = lilv_world_get(world, group, nodes.label, NULL);
  put_node("group", name);
  lilv_node_free(name);
  lilv_node_free(group);
}

static void
put_scale_points(const LilvPlugin* plugin, const LilvPort* port)
{
  printf(",\"scalePoints\":[");
  LilvScalePoints* points = lilv_port_get_scale_points(plugin, port);
  bool             first  = true;
  LILV_FOREACH (scale_points, i, points) {
    const LilvScalePoint* point = lilv_scale_points_get(points, i);
    printf(first ? "{\"x\":0" : ",{\"x\":0");
    put_number("value", lilv_scale_point_get_value(point));
    put_node("label", lilv_scale_point_get_label(point));
    putchar('}');
    first = false;
  }
  lilv_scale_points_free(points);
  putchar(']');
}

static void
put_uris(const char* key, LilvNodes* uris)
{
  printf(",\"%s\":[", key);
  bool first = true;
  LILV_FOREACH (nodes, i, uris) {
    if (!first) putchar(',');
    put_text(lilv_node_as_string(lilv_nodes_get(uris, i)));
    first = false;
  }
  putchar(']');
}

static void
put_port(const LilvPlugin* plugin, const LilvPort* port)
{
  LilvNode* name = lilv_port_get_name(plugin, port);
  LilvNode *def = NULL, *min = NULL, *max = NULL;
  lilv_port_get_range(plugin, port, &def, &min, &max);
  LilvNodes* properties = lilv_port_get_properties(plugin, port);
  printf("{\"index\":%u", lilv_port_get_index(plugin, port));
  put_node("symbol", lilv_port_get_symbol(plugin, port));
  put_node("name", name);
  printf(",\"isAudio\":%d,\"isControl\":%d,\"isCv\":%d,\"isEvent\":%d,\"isInput\":%d",
         lilv_port_is_a(plugin, port, nodes.audio),
         lilv_port_is_a(plugin, port, nodes.control),
         lilv_port_is_a(plugin, port, nodes.cv),
         lilv_port_is_a(plugin, port, nodes.atom) || lilv_port_is_a(plugin, port, nodes.event),
         lilv_port_is_a(plugin, port, nodes.input));
  put_number("default", def);
  put_number("minimum", min);
  put_number("maximum", max);
  put_unit(plugin, port);
  put_group(plugin, port);
  put_uris("properties", properties);
  put_scale_points(plugin, port);
  putchar('}');
  lilv_nodes_free(properties);
  lilv_node_free(max);
  lilv_node_free(min);
  lilv_node_free(def);
  lilv_node_free(name);
}

static void
put_plugin(const LilvPlugin* plugin)
{
  LilvNode*  name    = lilv_plugin_get_name(plugin);
  LilvNode*  author  = lilv_plugin_get_author_name(plugin);
  LilvNodes* presets = lilv_plugin_get_related(plugin, nodes.preset);
  LilvUIs*   uis     = lilv_plugin_get_uis(plugin);
  printf("{\"x\":0");
  put_node("uri", lilv_plugin_get_uri(plugin));
  put_node("name", name);
  put_node("author", author);
  put_node("class", lilv_plugin_class_get_uri(lilv_plugin_get_class(plugin)));
  printf(",\"presetCount\":%u,\"uiCount\":%u,\"ports\":[", lilv_nodes_size(presets), lilv_uis_size(uis));
  for (uint32_t i = 0; i < lilv_plugin_get_num_ports(plugin); ++i) {
    if (i > 0) putchar(',');
    put_port(plugin, lilv_plugin_get_port_by_index(plugin, i));
  }
  printf("]}\n");
  lilv_uis_free(uis);
  lilv_nodes_free(presets);
  lilv_node_free(author);
  lilv_node_free(name);
}

static void
make_nodes(void)
{
  nodes.audio   = lilv_new_uri(world, LV2 "AudioPort");
  nodes.control = lilv_new_uri(world, LV2 "ControlPort");
  nodes.cv      = lilv_new_uri(world, LV2 "CVPort");
  nodes.input   = lilv_new_uri(world, LV2 "InputPort");
  nodes.output  = lilv_new_uri(world, LV2 "OutputPort");
  nodes.atom    = lilv_new_uri(world, "http://lv2plug.in/ns/ext/atom#AtomPort");
  nodes.event   = lilv_new_uri(world, "http://lv2plug.in/ns/ext/event#EventPort");
  nodes.group   = lilv_new_uri(world, "http://lv2plug.in/ns/ext/port-groups#group");
  nodes.name    = lilv_new_uri(world, LV2 "name");
  nodes.label   = lilv_new_uri(world, LILV_NS_RDFS "label");
  nodes.unit    = lilv_new_uri(world, UNITS "unit");
  nodes.symbol  = lilv_new_uri(world, UNITS "symbol");
  nodes.render  = lilv_new_uri(world, UNITS "render");
  nodes.preset  = lilv_new_uri(world, "http://lv2plug.in/ns/ext/presets#Preset");
}

int
main(void)
{
  world = lilv_world_new();
  lilv_world_load_all(world);
  make_nodes();
  const LilvPlugins* plugins = lilv_world_get_all_plugins(world);
  LILV_FOREACH (plugins, i, plugins) {
    put_plugin(lilv_plugins_get(plugins, i));
  }
  return 0;
}
