import { at, isRecord } from "../../../settings/untyped";
import { configMapIn } from "../config-map";
import { authorization, pageOf } from "../launch";
import { whyNot } from "../web";
import { kubectl, newNodes, putBack, setAndUp } from "./commands";
import { probe, type Verdict, warning, well, wrong } from "./probe";
import { numberIn, textIn, type World } from "./world";

/** What an address answered as JSON, or why it did not. */
interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly failure?: string;
}

async function json({ web }: World, url: string, headers: Record<string, string> = {}): Promise<Answer> {
  try {
    const response = await web.get(url, { headers: { accept: "application/json", ...headers } });
    const text = await response.text();
    try {
      return { status: response.status, body: JSON.parse(text) as unknown };
    } catch {
      return { status: response.status, failure: text.replace(/\s+/g, " ").slice(0, 120) };
    }
  } catch (error) {
    return { status: 0, failure: whyNot(error) };
  }
}

const problem = ({ status, failure }: Answer) =>
  status === 0 ? (failure ?? "no answer") : `${status} ${failure ?? ""}`.trim();

export const hubApi = probe<Answer>({
  id: "hub-api",
  group: "hub",
  title: "JupyterHub answers",
  tried: ({ hubUrl }) => `GET ${hubUrl}/hub/api/`,
  needs: ["page", "name-inside"],
  seconds: 25,
  look: (world) => json(world, `${world.facts.hubUrl}/hub/api/`),
  judge: (seen, facts) => {
    const version = at(seen.body, "version");
    return seen.status === 200 && typeof version === "string"
      ? well(`JupyterHub ${version}`)
      : wrong(problem(seen), `npm run hub -- logs hub\n${kubectl(facts, "rollout restart deployment/hub")}`);
  },
});

export const versions = probe<Answer>({
  id: "versions",
  group: "hub",
  title: "BinderHub says its version",
  tried: (facts) => `GET ${pageOf(facts)}versions`,
  needs: ["page"],
  seconds: 25,
  look: (world) => json(world, `${pageOf(world.facts)}versions`),
  judge: (seen) => {
    const version = at(seen.body, "binderhub");
    const builder = at(seen.body, "builder");
    return seen.status === 200 && typeof version === "string"
      ? well(`BinderHub ${version}${typeof builder === "string" ? `, builds with ${builder}` : ""}`)
      : wrong(problem(seen), "npm run hub -- logs binder");
  },
});

/** Services of `/health`, and what of them another probe finds out more exactly. */
export const health = probe<Answer>({
  id: "health",
  group: "hub",
  title: "BinderHub says that all its parts work",
  tried: (facts) => `GET ${pageOf(facts)}health`,
  needs: ["page", "registry", "hub-token"],
  seconds: 30,
  look: (world) => json(world, `${pageOf(world.facts)}health`),
  judge: (seen) => {
    const checks = at(seen.body, "checks");
    if (!Array.isArray(checks)) return wrong(problem(seen), "npm run hub -- logs binder");
    const bad = checks.filter((one) => at(one, "ok") !== true && at(one, "_ignore_failure") !== true);
    if (bad.length === 0) return well(checks.map((one) => String(at(one, "service"))).join(", "));
    return wrong(`not: ${bad.map((one) => String(at(one, "service"))).join(", ")}`, "npm run hub -- logs binder");
  },
});

export const quota = probe<Answer>({
  id: "quota",
  group: "hub",
  title: "There are places left below the hub's quota",
  tried: (facts) => `servers and builds, of GET ${pageOf(facts)}health`,
  needs: ["page", "name-inside"],
  seconds: 30,
  look: (world) => json(world, `${pageOf(world.facts)}health`),
  judge: (seen): Verdict => {
    const checks = at(seen.body, "checks");
    const pods = Array.isArray(checks)
      ? (checks as unknown[]).find((one) => at(one, "service") === "Pod quota")
      : undefined;
    const [total, most] = [at(pods, "total_pods"), at(pods, "quota")];
    if (!isRecord(pods) || typeof total !== "number")
      return wrong("it does not say how many servers run", "npm run hub -- logs binder");
    if (typeof most !== "number") return well(`${total} servers and builds, and no quota`);
    const saw = `${total} of ${most} servers and builds`;
    if (most === 0) return wrong("the quota is 0: nothing can be launched", setAndUp("limits.totalQuota", 100));
    if (total >= most) return wrong(saw, setAndUp("limits.totalQuota", most * 2));
    return total >= most * 0.9 ? warning(saw, setAndUp("limits.totalQuota", most * 2)) : well(saw);
  },
});

/** What people read while nothing can be launched. */
export const open = probe<string>({
  id: "open",
  group: "hub",
  title: "The hub is open",
  tried: () => "the ConfigMap binder-closed",
  seconds: 20,
  look: async ({ cluster }) => (await configMapIn(cluster, "binder-closed", "list ConfigMaps"))?.data?.message ?? "",
  judge: (message, facts) =>
    message.trim() === ""
      ? well("nothing keeps people from launching")
      : wrong(
          `closed: people read “${message.trim()}”`,
          facts.closed === undefined
            ? "npm run hub -- resume"
            : "pulumi config rm --path binderhub:operate.closed && pulumi up",
        ),
});

/** Times of this machine and of the cluster, in seconds since 1970. */
interface Clocks {
  readonly here: number;
  readonly there: number;
}

/** Seconds by which clocks may differ: tokens and certificates are judged by them. */
const mostSkew = 60;

export const clock = probe<Clocks>({
  id: "clock",
  group: "cluster",
  title: "The cluster's clock agrees with this machine's",
  tried: () => "the time in BinderHub's pod",
  needs: ["parts"],
  seconds: 70,
  look: async (world) => {
    const before = Date.now() / 1000;
    const there = Number((await world.binder()).time);
    return { here: (before + Date.now() / 1000) / 2, there };
  },
  judge: ({ here, there }, facts) => {
    const skew = Math.round(there - here);
    return Math.abs(skew) <= mostSkew
      ? well(`${Math.abs(skew)} s apart`)
      : wrong(
          `the cluster is ${Math.abs(skew)} s ${skew > 0 ? "ahead of" : "behind"} this machine`,
          `If it is this machine's:\ntimedatectl set-ntp true\nIf it is a node's, replace the node:\n${newNodes(facts)}`,
        );
  },
});

/** What the hub said of the check's own token. */
interface Myself {
  readonly status: number;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly failure?: string;
}

export const service = probe<Myself>({
  id: "check-service",
  group: "login",
  title: "The hub knows the service that checks it",
  tried: ({ hubUrl }) => `GET ${hubUrl}/hub/api/user with the service's token`,
  without: ({ login, check }) =>
    login === "none"
      ? "nobody logs in"
      : check === undefined
        ? "binderhub:operate.check is not set: launches are left out"
        : undefined,
  // A hub that cannot write its database refuses tokens that are right.
  needs: ["hub-api", "volumes-full"],
  seconds: 25,
  look: async (world) => {
    const { status, body, failure } = await json(
      world,
      `${world.facts.hubUrl}/hub/api/user`,
      authorization(world.facts),
    );
    const scopes = at(body, "scopes");
    return {
      status,
      name: String(at(body, "name")),
      scopes: Array.isArray(scopes) ? scopes.map(String) : [],
      ...(failure !== undefined && { failure }),
    };
  },
  judge: ({ status, name, scopes, failure }, facts) => {
    if (status === 403 || status === 401)
      return wrong(
        `${status}: the hub does not know the token of the stack's outputs`,
        `pulumi up\nIf that changes nothing:\n${putBack(facts, "hub")}`,
      );
    if (status !== 200) return wrong(failure ?? String(status), "npm run hub -- logs hub");
    const needed = ["access:services!service=binder", `access:servers!user=${name}`];
    const missing = needed.filter((scope) => !scopes.some((one) => one === scope));
    return missing.length === 0
      ? well(`service ${name}`)
      : wrong(`it may not: ${missing.join(", ")}`, putBack(facts, "hub"));
  },
});

export const hubToken = probe<{ readonly status: number; readonly said: string }>({
  id: "hub-token",
  group: "login",
  title: "JupyterHub takes BinderHub's token",
  tried: () => "the hub's API, from BinderHub's pod",
  needs: ["parts", "name-inside", "volumes-full"],
  seconds: 70,
  look: async (world) => {
    const { hub } = await world.binder();
    return { status: numberIn(hub, "status") ?? 0, said: textIn(hub, "said") || textIn(hub, "error") };
  },
  judge: ({ status, said }, facts) => {
    if (status === 200) return well("200");
    if (status === 401 || status === 403)
      return wrong(
        `${status}: BinderHub and the hub have different tokens`,
        kubectl(facts, "rollout restart deployment/hub deployment/binder"),
      );
    return wrong(
      status === 0 ? said : `${status}: ${said}`,
      `npm run hub -- logs hub\n${kubectl(facts, "rollout restart deployment/hub")}`,
    );
  },
});
