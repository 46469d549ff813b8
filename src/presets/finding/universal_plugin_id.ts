/** A plugin as CLAP names plugins of all formats (clap/universal-plugin-id.h), with `lv2` added. */
export interface UniversalPluginId {
  readonly abi: string;
  readonly id: string;
}

/**
 * The plugin's public id in our form; `undefined` for other formats, and for
 * an id that its format cannot have.
 */
export function publicPluginId({ abi, id }: UniversalPluginId): string | undefined {
  switch (abi) {
    case "clap":
    case "lv2":
      return id === "" ? undefined : `${abi}:${id}`;
    case "vst3": {
      const digits = id.replaceAll(/[-{}]/g, "").toUpperCase();
      return /^[0-9A-F]{32}$/.test(digits) ? `vst3:${digits}` : undefined;
    }
    case "vst2":
      return /^-?\d{1,10}$/.test(id) ? `vst2:${id}` : undefined;
    case "au":
      return id.split(":").every((code) => code.length === 4) && id.length === 14 ? `au:${id}` : undefined;
    default:
      return undefined;
  }
}
