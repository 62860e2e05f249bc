import { type Settings } from "../../settings/settings";
import { removeCommand, setCommand } from "../../settings/problems";
import { auth as schema } from "./settings";

type Auth = Settings["auth"];

/** The commands that turn one login into another: keys that the other one does not have are removed. */
export function becomes(type: Auth["type"], auth: Auth): string {
  const known = schema.options.find(({ shape }) => shape.type.value === type)?.shape ?? {};
  const own = schema.options.find(({ shape }) => (shape.type.value as string) === auth.type)?.shape ?? {};
  const strangers = Object.keys(auth).filter((name) => name in own && !(name in known));
  return [
    ...strangers.map((name) => removeCommand(`binderhub:auth.${name}`)),
    setCommand("binderhub:auth.type", type),
  ].join(" && ");
}
