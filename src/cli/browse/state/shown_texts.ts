import type { BrowseState } from "./browse_state.ts";

/** All texts of a state that can be on the screen, for a measure of their width. */
export function shownTexts({ query, prompt, problem, message, answers }: BrowseState): string[] {
  const { plugins, notes } = answers;
  return [
    ...[query.text, prompt?.line.text, prompt?.problem, problem?.reason, problem?.hint, message?.text].filter(
      (text) => text !== undefined,
    ),
    ...notes,
    ...(prompt?.tags ?? []),
    ...plugins.flatMap(({ plugin, curation }) => [
      ...[plugin.name, plugin.vendor ?? "", plugin.vendorGroup ?? "", plugin.version ?? "", plugin.category],
      ...[plugin.description ?? "", plugin.url ?? "", plugin.id, plugin.location, ...plugin.features],
      ...plugin.installations.map(({ location }) => location),
      ...[curation.note, ...curation.tags, ...curation.collections],
    ]),
  ];
}
