# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads VST3 bundles with DawDreamer and prints their parameters, one JSON object per plugin."""

import json
import sys

import dawdreamer

engine = dawdreamer.RenderEngine(48000, 512)
for number, bundle in enumerate(sys.argv[1:]):
    plugin = engine.make_plugin_processor(f"plugin {number}", bundle)
    print(json.dumps({"bundle": bundle, "parameters": plugin.get_parameters_description()}))
