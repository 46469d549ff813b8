import type { DoctorDocument } from "../../../model/documents/health/doctor_document.ts";
import { formatSize } from "../../output/byte_size.ts";

/** What is in an archive, for the person who is about to send it. */
export function bundleLines({ path, sizeBytes, files }: NonNullable<DoctorDocument["bundle"]>): string[] {
  const names = Math.max(...files.map(({ name }) => name.length));
  const sizes = files.map((file) => formatSize(file.sizeBytes));
  const widest = Math.max(...sizes.map((size) => size.length));
  return [
    `Wrote ${path} (${formatSize(sizeBytes)}):`,
    ...files.map(({ name, contents }, index) =>
      `  ${name.padEnd(names)}  ${sizes[index]!.padStart(widest)}  ${contents}`
    ),
    "Personal data is replaced. Look into the archive before you send it.",
  ];
}
