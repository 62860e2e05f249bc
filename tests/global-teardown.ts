import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename } from "node:path";
import { scratch } from "./global-setup";

/** Once after all tests: removes what they wrote into temporary folders. */
export default function teardown(): void {
  if (basename(tmpdir()).startsWith(scratch)) rmSync(tmpdir(), { recursive: true, force: true });
}
