import { LineCounter, parseDocument } from "yaml";
import { chartKeys, replaced } from "../components/chart/extra-values";
import { composeValues } from "../components/chart/compose";
import { isRecord } from "../settings/untyped";
import { type Path, type Values } from "./claims";

/** Values of the BinderHub chart, and where they stand in the file. */
export interface Found {
  readonly chart: Values;
  /** Path of the chart's values. @default the whole file */
  readonly under: Path;
  /** What else is in the file: the values of other charts. */
  readonly others: Values;
}

/**
 * Reads values files, and merges them as Helm does: later ones win.
 *
 * @param texts the files' texts, by their names
 * @throws if one is no YAML. The message does not show what is in it
 */
export function readValues(texts: readonly (readonly [name: string, text: string])[]): Values {
  return texts.map(([name, text]) => parsed(name, text)).reduce<Values>((below, above) => merged(below, above), {});
}

function parsed(name: string, text: string): Values {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { merge: true, prettyErrors: false, logLevel: "silent", lineCounter });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lineCounter.linePos(error.pos[0]);
    throw new Error(`${name} is not YAML that can be read: line ${line} (${error.code}). Is it encrypted?`);
  }
  const content: unknown = document.toJS();
  if (content === null || content === undefined) return {};
  if (!isRecord(content)) throw new Error(`${name} has no values in it: it must be an object.`);
  return content;
}

function merged(below: Values, above: Values): Values {
  return composeValues([below], above);
}

/**
 * The values of the BinderHub chart in those of a file: all of them, or those below `binderhub:` of a chart that has it as a dependency.
 *
 * @throws if there are none
 */
export function chartIn(values: Values): Found {
  const { binderhub, ...others } = values;
  if (isRecord(binderhub)) return { chart: binderhub, under: ["binderhub"], others };
  for (const [name, inner] of Object.entries(values)) {
    if (!known(name) && isRecord(inner) && isRecord(inner.binderhub)) {
      const { binderhub: chart, ...beside } = inner;
      return { chart: chart, under: [name, "binderhub"], others: { ...values, [name]: beside } };
    }
  }
  if (!Object.keys(values).some(known)) {
    throw new Error(
      "There is nothing of the BinderHub chart in it: neither its keys (config, jupyterhub, …), nor binderhub: above them.",
    );
  }
  return { chart: values, under: [], others: {} };
}

function known(key: string): boolean {
  return (chartKeys as readonly string[]).includes(key) || Object.hasOwn(replaced, key);
}
