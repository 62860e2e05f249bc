import * as z from "zod";
import { schema, secretSettings } from "../stack/schema";

type Node = z.core.JSONSchema.BaseSchema;

/** The reference of all settings as Markdown, from the schema that checks them. */
export function settingsReference(): string {
  const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const properties = nodes(root.properties);
  const flat = properties.filter(([, node]) => node.type === "string");
  const groups = properties.filter(([, node]) => node.type !== "string");
  return [
    "# Settings",
    "",
    "<!-- Made from components/*/settings.ts by `npm run docs`: change it there. -->",
    "",
    "To set one, run `pulumi config set --path binderhub:GROUP.KEY VALUE`, or write it into `Pulumi.<stack>.yaml` under `config:`.",
    "Unknown keys are refused. [combinations.md](combinations.md) says which options go together.",
    "",
    "## Plain settings",
    "",
    ...table(flat),
    "",
    "The Azure region is `azure-native:location`. The Azure provider reads this key too.",
    "",
    "## Secrets",
    "",
    "To set one, run `pulumi config set --secret binderhub:KEY`. Pulumi asks for the text and stores it encrypted. Plain text is refused.",
    "",
    "| key | what it is |",
    "| --- | --- |",
    ...Object.entries(secretSettings).map(([name, { description }]) => `| \`${name}\` | ${description} |`),
    ...groups.flatMap(([name, node]) => group(name, node)),
    "",
  ].join("\n");
}

function group(name: string, node: Node): string[] {
  // What has a name of the user's own may be of several types, too.
  const one = typeof node.additionalProperties === "object" ? node.additionalProperties : node;
  const options = (one.oneOf ?? []).filter((option) => typeof option === "object");
  const head = ["", `## \`${name}\``, "", node.description ?? ""];
  if (options.length === 0) {
    // Of a list, the keys of each of its entries.
    const own = node.properties === undefined ? itemsOf(node) : node;
    return [...head, ...(own?.properties === undefined ? [] : ["", ...table(nodes(own.properties), own.required)])];
  }
  return [
    ...head,
    ...options.flatMap((option) => {
      const keys = nodes(option.properties).filter(([key]) => key !== "type");
      const type = option.properties?.type;
      const title = `### \`type: ${typeof type === "object" ? String(type.const) : ""}\``;
      return ["", title, "", ...(keys.length === 0 ? ["No further keys."] : table(keys, option.required))];
    }),
  ];
}

function itemsOf({ items }: Node): Node | undefined {
  return typeof items === "object" && !Array.isArray(items) ? items : undefined;
}

function table(rows: readonly [string, Node][], required: readonly string[] = []): string[] {
  return [
    "| key | default | what it is |",
    "| --- | --- | --- |",
    ...rows.flatMap(([key, node]) => row(key, node, required)),
  ];
}

function row(key: string, node: Node, required: readonly string[]): string[] {
  const fallback = required.includes(key) ? "**required**" : node.default === undefined ? "" : code(node.default);
  const choices = node.enum === undefined ? "" : ` One of ${node.enum.map(code).join(", ")}.`;
  const example = node.example === undefined || node.enum !== undefined ? "" : ` Example: ${code(node.example)}.`;
  const own = `| \`${key}\` | ${fallback} | ${cell(node.description ?? "")}${choices}${example} |`;
  const below = nodes(node.properties).flatMap(([inner, child]) =>
    row(
      `${key}.${inner}`,
      child,
      (node.required ?? []).map((name) => `${key}.${name}`),
    ),
  );
  return [own, ...below];
}

function nodes(properties: Node["properties"]): [string, Node][] {
  return Object.entries(properties ?? {}).filter((entry): entry is [string, Node] => typeof entry[1] === "object");
}

function code(value: unknown): string {
  return `\`${cell(typeof value === "string" ? (value === "" ? '""' : value) : JSON.stringify(value))}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
