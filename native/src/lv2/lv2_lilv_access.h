/* SPDX-License-Identifier: GPL-3.0-or-later */

#ifndef PLUGINARY_LV2_LILV_ACCESS_H
#define PLUGINARY_LV2_LILV_ACCESS_H

#include <lilv/lilv.h>
#include <serd/serd.h>
#include <sord/sord.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The model with the statements of a world.  lilv's own queries copy
/// every node that they find, which for a plugin of a thousand ports is most of
/// the time; and they cannot tell the language of a text.
SordModel*
lilv_access_model(LilvWorld* world);

/// Reads one file into a world, once, as lilv_world_load_resource() does with
/// all files of a resource: here one broken file leaves the others alone.
SerdStatus
lilv_access_load_file(LilvWorld* world, const SordNode* uri);

#ifdef __cplusplus
}
#endif

#endif /* PLUGINARY_LV2_LILV_ACCESS_H */
