import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import deepmerge from "deepmerge";
import { parse } from "yaml";
import { at } from "../settings/untyped";

/** Names the folder that holds the charts' schemas: `binderhub/values.schema.json`, `jupyterhub-<version>/values.schema.json`. */
export const chartsVariable = "BINDERHUB_CHARTS";

/** Versions of the JupyterHub chart that the BinderHub chart is or was built on. */
export const jupyterhubVersions = ["4.2.0", "4.3.5"] as const;

const compiled = new Map<string, ValidateFunction>();

function schemaOf(file: string): ValidateFunction {
  const known = compiled.get(file);
  if (known !== undefined) return known;
  const schema: unknown = JSON.parse(readFileSync(file, "utf8"));
  // The charts' schemas use keywords of several drafts. What Helm accepts is accepted here.
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema as object);
  compiled.set(file, validate);
  return validate;
}

/** The folder of the charts' schemas, or `undefined` if there is none. */
export function chartsFolder(): string | undefined {
  const folder = process.env[chartsVariable];
  return folder !== undefined && existsSync(join(folder, "binderhub/values.schema.json")) ? folder : undefined;
}

/** What is wrong with the values, according to the real charts' schemas. Nothing if there are no schemas. */
export function checkChartValues(values: unknown): string[] {
  const folder = chartsFolder();
  if (folder === undefined) return [];
  const chart = overDefaults(folder, "binderhub", values);
  return [
    ...violations(folder, "binderhub", chart),
    ...jupyterhubVersions.flatMap((version) => {
      const subchart = `jupyterhub-${version}`;
      return violations(folder, subchart, overDefaults(folder, subchart, at(chart, "jupyterhub")));
    }),
  ];
}

/** Helm checks the values merged over the chart's defaults, key by key. A list replaces a list. */
function overDefaults(folder: string, chart: string, values: unknown): object {
  const defaults = defaultsOf(join(folder, chart, "values.yaml"));
  return deepmerge(defaults, values ?? {}, { arrayMerge: (_below, above: unknown[]) => above });
}

const parsed = new Map<string, object>();

function defaultsOf(file: string): object {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const defaults = parse(readFileSync(file, "utf8")) as object;
  parsed.set(file, defaults);
  return defaults;
}

function violations(folder: string, chart: string, values: object): string[] {
  const validate = schemaOf(join(folder, chart, "values.schema.json"));
  return validate(values)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${chart}${instancePath}: ${message ?? ""} ${JSON.stringify(params)}`,
      );
}
