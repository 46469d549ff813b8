/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lv2_lilv_access.h"

/* A private header, but safe to use: it belongs to the sources that are linked in */
#include <lilv_internal.h>

SordModel*
lilv_access_model(LilvWorld* world)
{
  return world->model;
}

SerdStatus
lilv_access_load_file(LilvWorld* world, const SordNode* uri)
{
  LilvNode*        node   = lilv_node_new_from_node(world, uri);
  const SerdStatus status = lilv_world_load_graph(world, node->node, node);
  lilv_node_free(node);
  return status;
}
