/** The path of a file URI of this computer; `undefined` for any other URI and for an invalid one. */
export function pathOfFileUri(uri: string): string | undefined {
  const url = URL.parse(uri);
  if (url?.protocol !== "file:" || url.host !== "") return undefined;
  try {
    return decodeURIComponent(url.pathname);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
