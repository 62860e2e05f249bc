import { gunzipSync } from "node:zlib";
import { type NodeObject, type SecretObject } from "../objects";
import { type HubFacts } from "../../../components/operate/facts";
import { at } from "../../../settings/untyped";
import { pageOf } from "../launch";
import { type Web, whyNot } from "../web";

/** What runs. What could not be read is left out. */
export interface Versions {
  /** Versions of the nodes, the oldest first. */
  readonly kubernetes: readonly string[];
  readonly chart?: string;
  readonly binderHub?: string;
  readonly jupyterHub?: string;
}

/** What BinderHub and JupyterHub say of their versions, or why one of them does not answer. */
export interface Answers {
  readonly binderHub: Answer;
  readonly jupyterHub: Answer;
}

type Answer = { readonly version: string } | { readonly noAnswer: string };

/** Asks both for their versions, which they tell without a login. */
export async function askVersions(facts: HubFacts, web: Web): Promise<Answers> {
  const [binderHub, jupyterHub] = await Promise.all([
    ask(web, `${pageOf(facts)}versions`, "binderhub"),
    ask(web, `${facts.hubUrl}/hub/api/`, "version"),
  ]);
  return { binderHub, jupyterHub };
}

async function ask(web: Web, url: string, key: string): Promise<Answer> {
  try {
    const response = await web.get(url, { seconds: 10 });
    if (response.status !== 200) return { noAnswer: `it answered ${response.status}` };
    const version = at(await response.json(), key);
    return typeof version === "string" ? { version } : { noAnswer: "it answered without a version" };
  } catch (error) {
    return { noAnswer: whyNot(error) };
  }
}

/** Versions of the nodes, the oldest first. */
export function kubernetesVersions(nodes: readonly NodeObject[]): readonly string[] {
  const all = nodes.flatMap(({ status }) => status?.nodeInfo?.kubeletVersion ?? []);
  return [...new Set(all)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/** Version of the BinderHub chart, from Helm's records of the namespace. */
export function chartVersion(records: readonly SecretObject[]): string | undefined {
  for (const { data } of records) {
    const chart = at(recordIn(data?.release ?? ""), "chart", "metadata");
    const version = at(chart, "version");
    if (at(chart, "name") === "binderhub" && typeof version === "string") return version;
  }
  return undefined;
}

/**
 * What Helm wrote of a release. `undefined` if it cannot be read.
 * @see https://github.com/helm/helm/blob/v3.19.0/pkg/storage/driver/util.go `decodeRelease`
 *
 * @param release the key `release` of the Secret, as Kubernetes gives it
 */
export function recordIn(release: string): unknown {
  try {
    const zipped = Buffer.from(Buffer.from(release, "base64").toString("latin1"), "base64");
    return JSON.parse(gunzipSync(zipped).toString("utf8"));
  } catch {
    return undefined;
  }
}
