import type { DatabaseSync } from "node:sqlite";
import { keepState, type KeptResult, packKept } from "../../../src/catalog/library/keep_state.ts";
import type { ParameterValue, PluginState } from "../../../src/model/presets/plugin_state.ts";

/** What a test says of a preset that it keeps. */
export interface KeptPreset {
  readonly name?: string;
  readonly pluginId?: string;
  readonly pluginName?: string;
  readonly author?: string;
  readonly note?: string;
  readonly tags?: readonly string[];
  readonly state?: PluginState;
  readonly parameters?: readonly ParameterValue[];
  readonly at?: string;
}

/** A state of a CLAP plugin with these bytes. */
export function clapState(bytes: Uint8Array | string): PluginState {
  const data = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  return { format: "clap", data: data.toBase64() };
}

/** Keeps a preset of which a test only says what matters to it, in the caller's transaction. */
export function keepPreset(db: DatabaseSync, preset: KeptPreset = {}): KeptResult {
  const { state = clapState("a state"), parameters, at = "2026-01-01T00:00:00.000Z" } = preset;
  return keepState(db, packKept(state, parameters), {
    pluginId: preset.pluginId ?? "clap:echo",
    pluginName: preset.pluginName ?? "Echo",
    pluginVersion: "1.0",
    name: preset.name ?? "Warm",
    author: preset.author ?? "",
    note: preset.note ?? "",
    tags: preset.tags ?? [],
  }, new Date(at));
}
