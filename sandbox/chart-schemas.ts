import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { at } from "./model";

/** Names the folder that holds the charts' schemas: `binderhub/values.schema.json`, `jupyterhub-<version>/values.schema.json`. */
export const chartsVariable = "BINDERHUB_CHARTS";

/** Versions of the JupyterHub chart that the BinderHub chart is or was built on. */
export const jupyterhubVersions = ["4.2.0", "4.3.5"] as const;

const compiled = new Map<string, ValidateFunction>();

function schemaOf(file: string): ValidateFunction {
  const known = compiled.get(file);
  if (known !== undefined) return known;
  const schema: unknown = JSON.parse(readFileSync(file, "utf8"));
  // The charts' schemas use keywords of several drafts; what Helm does not reject is not rejected here.
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema as object);
  compiled.set(file, validate);
  return validate;
}

/** The folder of the charts' schemas, or `undefined` where none is at hand. */
export function chartsFolder(): string | undefined {
  const folder = process.env[chartsVariable];
  return folder !== undefined && existsSync(join(folder, "binderhub/values.schema.json")) ? folder : undefined;
}

/** What the real charts' schemas find wrong with the values; nothing where the schemas are not at hand. */
export function checkChartValues(values: unknown): string[] {
  const folder = chartsFolder();
  if (folder === undefined) return [];
  const subjects: [string, unknown][] = [
    ["binderhub", values],
    ...jupyterhubVersions.map((version): [string, unknown] => [`jupyterhub-${version}`, jupyterhubPart(values)]),
  ];
  return subjects.flatMap(([chart, subject]) => {
    const validate = schemaOf(join(folder, chart, "values.schema.json"));
    return validate(subject)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) => `${chart}${instancePath}: ${message ?? ""} ${JSON.stringify(params)}`,
        );
  });
}

/** The subchart's values: `custom` and friends are in the parent's defaults, so only what stands under `jupyterhub` counts. */
function jupyterhubPart(values: unknown): unknown {
  return at(values, "jupyterhub") ?? {};
}
