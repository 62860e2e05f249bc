import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundle, places } from "../../../components/operate/bundle";

/** Writes the program of a job into a folder, as its pod has it. */
export function unpack(file: string, folder: string): void {
  const { binaryData, data } = bundle(file);
  for (const { key, path } of places(bundle(file))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const packed = binaryData[key];
    writeFileSync(join(folder, path), packed === undefined ? (data[key] ?? "") : Buffer.from(packed, "base64"));
  }
}
