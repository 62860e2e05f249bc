import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fetch } from "undici";
import { parse } from "yaml";
import { projectFolder } from "../../../rehearse/folders";
import { messageOf } from "../../../sandbox/error-message";
import { at } from "../../../settings/untyped";
import { CannotLook } from "../cannot-look";
import { whyNot } from "../web";
import { only } from "../../../settings/only";
import { filesIn } from "./archive";

/** A BinderHub chart, as far as an upgrade has to know it. */
export interface Chart {
  readonly version: string;
  /** Versions of Kubernetes that it takes, and those that JupyterHub's chart in it takes. */
  readonly kubernetes: { readonly binderHub?: string; readonly jupyterHub?: string };
  /** Version of JupyterHub's chart. */
  readonly jupyterHubChart?: string;
  /** Version of JupyterHub. */
  readonly jupyterHub?: string;
  /** Its own values, with those of JupyterHub's chart below. */
  readonly values: { readonly binderHub: unknown; readonly jupyterHub: unknown };
}

/** Where a chart is: what a release is given. */
export interface ChartPlace {
  /** A folder or an archive on disk, or the name of a chart in a repository. */
  readonly chart: string;
  /** Only where it is in a repository. */
  readonly version?: string;
  readonly repository?: string;
}

/** The files of a chart that are read. The folder is that of the chart in the archive. */
const wanted = ["Chart.yaml", "values.yaml", "charts/jupyterhub/Chart.yaml", "charts/jupyterhub/values.yaml"] as const;

/**
 * Reads the chart that a release is given.
 * @throws CannotLook if it is not there
 */
export async function readChart(place: ChartPlace): Promise<Chart> {
  try {
    if (place.repository === undefined) return chartOnDisk(resolve(projectFolder, place.chart));
    return chartIn(inArchive(await fromRepository(place.repository, place.chart, place.version ?? "")));
  } catch (error) {
    if (error instanceof CannotLook) throw error;
    const where = place.repository === undefined ? place.chart : `${place.chart} ${place.version ?? ""}`;
    const setting = place.repository === undefined ? "chart.path" : "chart.version and chart.repository";
    throw new CannotLook(`The chart ${where} cannot be read: ${messageOf(error)}. It is set by binderhub:${setting}.`);
  }
}

function chartOnDisk(path: string): Chart {
  if (!existsSync(path)) throw new Error(`there is no ${path}`);
  if (!statSync(path).isDirectory()) return chartIn(inArchive(readFileSync(path)));
  return chartIn((file) => (existsSync(join(path, file)) ? readFileSync(join(path, file), "utf8") : undefined));
}

/** Files of a chart's archive: all of them are in one folder, which has the chart's name. */
function inArchive(archive: Uint8Array): (file: string) => string | undefined {
  const files = filesIn(archive, (path) => wanted.some((file) => path.endsWith(`/${file}`)));
  return (file) => [...files].find(([path]) => path.slice(path.indexOf("/") + 1) === file)?.[1];
}

/**
 * A chart from its files.
 *
 * @param read the text of a file. `undefined` if there is none
 * @throws if the files are not those of a chart
 */
export function chartIn(read: (file: (typeof wanted)[number]) => string | undefined): Chart {
  const [own, values, below, valuesBelow] = wanted.map((file): unknown => parse(read(file) ?? ""));
  const version = textAt(own, "version");
  if (version === undefined) throw new Error("its Chart.yaml has no version");
  return {
    version,
    kubernetes: {
      ...only("binderHub", textAt(own, "kubeVersion")),
      ...only("jupyterHub", textAt(below, "kubeVersion")),
    },
    ...only("jupyterHubChart", textAt(below, "version")),
    ...only("jupyterHub", textAt(below, "appVersion")),
    values: { binderHub: values, jupyterHub: valuesBelow },
  };
}

function textAt(from: unknown, key: string): string | undefined {
  const found = at(from, key);
  return typeof found === "string" ? found : undefined;
}

/** @see https://helm.sh/docs/topics/chart_repository/#the-index-file */
async function fromRepository(repository: string, name: string, version: string): Promise<Uint8Array> {
  const base = repository.endsWith("/") ? repository : `${repository}/`;
  const index: unknown = parse(Buffer.from(await download(`${base}index.yaml`)).toString("utf8"));
  const entries = at(index, "entries", name);
  const found = (Array.isArray(entries) ? (entries as unknown[]) : []).find((one) => at(one, "version") === version);
  const url = at(found, "urls", 0);
  if (typeof url !== "string") throw new Error(`${repository} has no ${name} ${version}`);
  return download(new URL(url, base).href);
}

async function download(url: string): Promise<Uint8Array> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(60_000) }).catch((error: unknown) => {
    throw new Error(`${url}: ${whyNot(error)}`);
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
