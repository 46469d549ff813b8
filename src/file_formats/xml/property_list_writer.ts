import type { PropertyListValue } from "../../scan/files/property_list_value.ts";
import { FileFormatError } from "../file_format_error.ts";
import { xmlText } from "./xml_text.ts";

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
`;

/**
 * Writes a property list in XML.
 *
 * @throws {FileFormatError} `unsupported` for values that only binary lists have.
 */
export function writePropertyList(value: PropertyListValue): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${HEAD}${valueText(value, "")}</plist>\n`);
}

function valueText(value: PropertyListValue, indentation: string): string {
  const line = (text: string) => `${indentation}${text}\n`;
  const inside = `${indentation}\t`;
  if (value === true) return line("<true/>");
  if (value === false) return line("<false/>");
  if (typeof value === "string") return line(`<string>${xmlText(value)}</string>`);
  if (typeof value === "bigint") return line(`<integer>${value}</integer>`);
  if (typeof value === "number") return line(numberText(value));
  if (value instanceof Date) return line(`<date>${value.toISOString().replace(/\.\d+Z$/, "Z")}</date>`);
  if (value instanceof Uint8Array) return line(`<data>${value.toBase64()}</data>`);
  if (Array.isArray(value)) {
    return line("<array>") + value.map((item) => valueText(item, inside)).join("") + line("</array>");
  }
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) =>
      `${inside}<key>${xmlText(key)}</key>\n${valueText(item, inside)}`
    );
    return line("<dict>") + entries.join("") + line("</dict>");
  }
  throw new FileFormatError("unsupported", "has values that a property list in XML cannot have");
}

function numberText(value: number): string {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return `<integer>${value}</integer>`;
  const text = Number.isNaN(value)
    ? "nan"
    : Number.isFinite(value)
    ? String(value)
    : value > 0
    ? "inf"
    : "-inf";
  return `<real>${text}</real>`;
}
