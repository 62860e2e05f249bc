import { type Settings } from "../../settings/settings";
import { removeCommand, setCommand } from "../../settings/problems";
import { exposure as schema } from "./settings";

type Exposure = Settings["exposure"];

/** The commands that turn one exposure into another: keys that the other one does not have are removed. */
export function becomes(type: Exposure["type"], exposure: Exposure): string {
  const known = schema.options.find(({ shape }) => shape.type.value === type)?.shape ?? {};
  const strangers = Object.entries(exposure).filter(([name, value]) => value !== undefined && !(name in known));
  return [
    ...strangers.map(([name]) => removeCommand(`binderhub:exposure.${name}`)),
    setCommand("binderhub:exposure.type", type),
  ].join(" && ");
}
