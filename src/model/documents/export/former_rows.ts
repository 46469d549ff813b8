import type { ExportRow } from "./export_document.ts";
import type { FormerListName } from "./export_sections.ts";
import { nameKey } from "../../curation/names.ts";
import type { CurationKind, Register } from "../../curation/register.ts";

/**
 * What a row of the tables before version 14 of the catalog says, as registers.
 * Where it says nothing, such as about a plugin that was never a favorite, there is none.
 *
 * @param row With the names of an export of version 1.
 */
export function formerRegisters(list: FormerListName, row: ExportRow): Register[] {
  const isDeleted = row["deletedAt"] !== undefined;
  const said = (kind: CurationKind, target: unknown, field: string, value: unknown): Register => ({
    owner: String(row["owner"]),
    kind,
    target: String(target),
    field,
    value: isDeleted ? null : JSON.stringify(value),
    updatedAt: String(row["updatedAt"]),
    writer: String(row["uuid"]),
  });
  const nameOf = (name: "tag" | "collection") => String((row[name] as ExportRow)["name"]);
  const { pluginId, name, note, category } = row;
  if (list === "curations") {
    return [
      ...row["isFavorite"] === true ? [said("plugin", pluginId, "favorite", true)] : [],
      ...row["isHidden"] === true ? [said("plugin", pluginId, "hidden", true)] : [],
      ...note === "" ? [] : [said("plugin", pluginId, "note", note)],
      ...category === undefined ? [] : [said("plugin", pluginId, "category", category)],
    ];
  }
  if (list === "tags") return [said("tag", nameKey(String(name)), "name", name)];
  if (list === "pluginTags") {
    const tag = nameOf("tag");
    return [said("plugin", pluginId, `tag:${nameKey(tag)}`, true)];
  }
  if (list === "collections") {
    const key = nameKey(String(name));
    return [
      said("collection", key, "name", name),
      ...note === "" ? [] : [said("collection", key, "note", note)],
    ];
  }
  return [said("collection", nameKey(nameOf("collection")), `item:${pluginId}`, row["position"])];
}
