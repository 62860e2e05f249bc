import { locationKey, namespace } from "../settings/keys";

/** A key, or another word of a command: with quotes around it, or without. */
const word = /'(?:[^']|'\\'')*'|[^\s']+/.source;

const set = new RegExp(`pulumi config set (?:--type \\w+ )?(?:--path )?(${word}) (?:-- )?(${word})`, "g");
const setSecret = new RegExp(`pulumi config set --secret (${word})`, "g");
const remove = new RegExp(`pulumi config rm (?:--path )?(${word})`, "g");

/**
 * A text about settings, as a text about arguments. There are no commands for those, so it says what to write in the program.
 * The keys of Azure's provider stay: they are configuration in any program.
 */
export function inArguments(text: string): string {
  return text
    .replace(setSecret, (command, key: string) => told(command, key, (name) => `give ${name}, a secret`))
    .replace(set, (command, key: string, value: string) => told(command, key, (name) => `${name}: ${value}`))
    .replace(remove, (command, key: string) => told(command, key, (name) => `take ${name} out`))
    .replaceAll(locationKey, "location")
    .replaceAll(`${namespace}:`, "");
}

function told(command: string, key: string, how: (name: string) => string): string {
  const name = /^'?(?:binderhub:|azure-native:(?=location))([^']*)'?$/.exec(key)?.[1];
  return name === undefined ? command : how(name);
}
