# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads VST3 bundles with pedalboard and prints their parameters, one JSON object per plugin."""

import json
import sys

import pedalboard

for bundle in sys.argv[1:]:
    for name in pedalboard.VST3Plugin.get_plugin_names_for_file(bundle):
        plugin = pedalboard.load_plugin(bundle, plugin_name=name)
        parameters = {
            key: {"name": parameter.name, "value": str(parameter), "range": [str(end) for end in parameter.range]}
            for key, parameter in plugin.parameters.items()
        }
        print(json.dumps({"name": plugin.name, "vendor": plugin.manufacturer_name, "parameters": parameters}), flush=True)
