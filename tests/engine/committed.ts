import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../stack";
import { edited, type Edits, type StackConfig } from "../stack/stack";

/** A committed stack's configuration with edits; `undefined` takes a key away. */
export function committed(stack: string, edits: Edits = {}): StackConfig {
  const { config } = parse(readFileSync(join(projectFolder, `Pulumi.${stack}.yaml`), "utf8")) as {
    config: StackConfig;
  };
  return edited(edits, config);
}
