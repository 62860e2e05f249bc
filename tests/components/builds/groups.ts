import { type Settings } from "../../../settings/settings";
import { edited, type Files, goodStack, settingsOf, type StackConfig } from "../../stack/stack";

/** Settings of builds as a stack's are: checked, with their files read. */
export function buildsOf(group: object, files: Files = {}, base: StackConfig = goodStack): Settings["builds"] {
  return settingsOf(edited({ builds: group }, base), undefined, files).builds;
}

/** A file in the stack's folder. */
export function file(name: string, text: string): Files {
  return { [`/project/${name}`]: Buffer.from(text) };
}
