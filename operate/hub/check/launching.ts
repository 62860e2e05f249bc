import { type HubFacts } from "../../../components/operate/facts";
import { startKernel } from "../kernel";
import { launch, type Launched } from "../launch";
import { arrive, mayLaunch, stopServer } from "../people";
import { otherSpelling, specOf } from "../spec";
import { whyNot } from "../web";
import { kubectl, putBack, secretAndUp, setAndUp } from "./commands";
import { troubleOf } from "./parts";
import { probe, type Verdict, warning, well, wrong } from "./probe";
import { type World } from "./world";

/** What the probes that launch need: without any of these, they could only say the same again. */
const ground = [
  ...["page", "hub-url", "hub-token", "health", "open", "quota", "check-service"],
  ...["resource-quota", "nodes", "image-cleaner"],
];

const withoutLaunch = (facts: HubFacts) =>
  !mayLaunch(facts)
    ? `people log in, and nobody may launch for a check (${setAndUp("operate.check", true)})`
    : facts.repository === undefined
      ? `the hub allows no repository that is known (${setAndUp("operate.repository", "https://github.com/OWNER/REPOSITORY")})`
      : undefined;

/** A launch as it is judged: without what lets one in. */
export interface Seen extends Omit<Launched, "server"> {
  readonly ready: boolean;
  /** Address of the server. */
  readonly url?: string;
  /** What Kubernetes said of the build's or the server's pod when it did not go on. */
  readonly trouble?: string;
}

/** Seconds that a launch may take. A first build on a new node also fetches what builds. */
const longest = 240;

/** The same in a quick check. */
const longestQuick = 60;

async function launched(world: World, what: "spelled anew" | "again"): Promise<Seen> {
  const { facts, web, session, cluster } = world;
  if (facts.repository === undefined) throw new Error("no repository");
  session.repository ??= what === "again" ? facts.repository : otherSpelling(facts.repository);
  await arrive({ facts, web, cluster });
  let trouble: string | undefined;
  const watch = setInterval(() => void podTrouble(world).then((found) => (trouble = found ?? trouble)), 5000);
  try {
    const { server, ...rest } = await launch({
      facts,
      web,
      spec: specOf(session.repository),
      seconds: world.quick ? longestQuick : longest,
    });
    if (server !== undefined) session.launched = { ...rest, server };
    if (rest.built && rest.image !== undefined) session.image = rest.image;
    const found = server === undefined ? ((await podTrouble(world)) ?? trouble) : undefined;
    return {
      ...rest,
      ready: server !== undefined,
      ...(server && { url: server.url }),
      ...(found && { trouble: found }),
    };
  } finally {
    clearInterval(watch);
  }
}

/** What keeps the pods of builds, and those of the one who checks, from running. */
async function podTrouble({ cluster, facts }: World): Promise<string | undefined> {
  try {
    const { items } = await cluster.core.listNamespacedPod({ namespace: cluster.namespace });
    const own = items.filter(
      ({ metadata }) =>
        /^(binderhub-build|singleuser-server)$/.test(metadata?.labels?.component ?? "") &&
        (facts.check === undefined ||
          !metadata?.name?.startsWith("jupyter-") ||
          metadata.name.startsWith(`jupyter-${facts.check.name}`)),
    );
    return own.map(troubleOf).find((one) => one !== undefined);
  } catch {
    return undefined;
  }
}

/** What went wrong in a launch, and what mends it. */
export function whyFailed(seen: Seen, facts: HubFacts): { readonly saw: string; readonly mend: string } {
  const { failure = "", trouble = "", log, phases } = seen;
  const at = phases.at(-1)?.phase ?? "request";
  const said = [failure.replace(/\s+/g, " ").trim().slice(0, 240), trouble].filter(Boolean).join("; ");
  const text = `${failure}\n${trouble}\n${log.join("\n")}`;
  const is = (pattern: RegExp) => pattern.test(text);
  const lastLine = log.findLast((line) => /error|denied|refused|fatal|unable|could not|failed/i.test(line));
  const saw = `${said}${lastLine !== undefined && !said.includes(lastLine) ? ` (${lastLine.trim().slice(0, 200)})` : ""}`;
  if (is(/ImagePullBackOff|ErrImagePull|InvalidImageName/)) {
    return phases.some(({ phase }) => phase === "launching")
      ? {
          saw,
          mend: `Without this Secret, nodes cannot fetch images:\n${kubectl(facts, "get secret image-pull-secret")}\nIf it is gone:\n${putBack(facts)}\nIf its password is wrong:\n${loginAnew(facts)}`,
        }
      : {
          saw,
          mend: `The image that builds cannot be fetched:\n${setAndUp("builds.image", "quay.io/jupyterhub/repo2docker:2024.07.0")}`,
        };
  }
  if (
    is(/unauthorized|authentication required|denied: |insufficient_scope|no basic auth/i) &&
    (at === "pushing" || is(/push/i))
  )
    return { saw, mend: loginAnew(facts) };
  if (
    is(
      /[Cc]ould not resolve host|unable to (connect|access|look up)|Connection (refused|timed out|reset)|Network is unreachable|Temporary failure in name resolution|i\/o timeout/,
    )
  )
    return {
      saw,
      mend: `Builds cannot reach what they need. Is there a policy that is not the program's?\n${kubectl(facts, "get networkpolicies")}\nIs there a firewall? With a proxy, set binderhub:network.proxy; for an address of your own, binderhub:builds.reach.`,
    };
  if (is(/already has a running server/))
    return { saw, mend: "Another check or launch is at work with the hub's service. Wait until it has ended." };
  if (is(/Could not resolve ref|Error resolving ref/))
    return {
      saw,
      mend: `Is ${facts.repository?.url ?? "it"} public? Another one:\n${setAndUp("operate.repository", "https://github.com/OWNER/REPOSITORY")}`,
    };
  if (is(/nodes are available|Insufficient|Unschedulable|FailedScheduling/))
    return {
      saw,
      mend: `No node has room. Is one closed?\nkubectl get nodes\nMore nodes:\n${setAndUp("azure.pools.users.max", 10)}`,
    };
  if (is(/exceeded quota|forbidden: exceeded/)) return { saw, mend: kubectl(facts, "describe resourcequota") };
  if (is(/CrashLoopBackOff|exited with|Error: .*exec|OOMKilled/))
    return {
      saw,
      mend: "This says what the server printed. With less than 256M of limits.userMemory, none starts.\nnpm run hub -- logs launch",
    };
  if (is(/FailedMount|FailedAttachVolume|persistentvolumeclaim|unbound/i))
    return {
      saw,
      mend: `Is binderhub:storage.storageClass there?\nkubectl get storageclass\n${kubectl(facts, "get pvc,events")}`,
    };
  if (is(/too long to launch|timed out|no answer in time/i) && at === "launching")
    return {
      saw,
      mend: "The server starts, but the hub never hears of it. This says what it printed:\nnpm run hub -- logs launch",
    };
  return { saw: saw === "" ? "it failed" : saw, mend: `npm run hub -- logs ${seen.built ? "builds" : "launch"}` };
}

function loginAnew(facts: HubFacts): string {
  return facts.registry.type === "azure" || facts.registry.type === "inCluster"
    ? "pulumi up --refresh"
    : secretAndUp("registryPassword");
}

const seconds = (value: number | undefined) =>
  value === undefined ? "" : `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;

/** Seconds from the beginning of a phase to that of the next. */
function lasted({ phases, seconds: end }: Seen, phase: string): number | undefined {
  const at = phases.findIndex((one) => one.phase === phase);
  const [from, to] = [phases[at]?.after, phases[at + 1]?.after ?? end];
  return from === undefined ? undefined : to - from;
}

export const build = probe<Seen>({
  id: "build",
  group: "launch",
  title: "A repository that was never built is built, pushed and started",
  tried: ({ repository }) => `launch ${repository?.url ?? ""} under a spelling that has no image yet`,
  without: withoutLaunch,
  needs: [...ground, "registry"],
  slow: true,
  seconds: longest + 30,
  look: (world) => launched(world, "spelled anew"),
  judge: (seen, facts): Verdict => {
    if (!seen.ready) {
      const { saw, mend } = whyFailed(seen, facts);
      return wrong(saw, mend);
    }
    if (!seen.built)
      return warning("it started without a build: a check of before has built this spelling", "npm run hub -- check");
    const push = lasted(seen, "pushing");
    return well(
      `ready after ${seconds(seen.seconds)}${push === undefined ? "" : `, of which the push took ${seconds(push)}`}`,
    );
  },
});

export const again = probe<Seen>({
  id: "launch",
  group: "launch",
  title: "A repository with an image starts without a build",
  tried: () => "launch the same again",
  without: withoutLaunch,
  needs: [...ground, "build", "kernel-first"],
  seconds: longest + 60,
  look: async (world) => {
    const { session } = world;
    if (session.launched?.server !== undefined) {
      session.kernel?.close();
      await stopServer({ facts: world.facts, web: world.web, cluster: world.cluster }, session.launched.server);
    }
    return launched(world, "again");
  },
  judge: (seen, facts): Verdict => {
    if (!seen.ready) {
      const { saw, mend } = whyFailed(seen, facts);
      return wrong(saw, mend);
    }
    if (
      facts.registry.type !== "none" &&
      seen.built &&
      seen.image !== undefined &&
      seen.phases.some(({ phase }) => phase === "pushing")
    )
      return warning(
        `it was built, and ready after ${seconds(seen.seconds)}`,
        "Run it again: the image of now must be used then. If it builds each time, the registry does not keep what is pushed.",
      );
    return seen.url !== undefined && !seen.url.startsWith(`${facts.hubUrl}/`)
      ? wrong(`the server is said to be at ${seen.url}, and the hub is ${facts.hubUrl}`, "pulumi up --refresh")
      : well(`ready after ${seconds(seen.seconds)}`);
  },
});

/** What a kernel printed, or why there is none. */
export interface Computed {
  readonly printed: string;
  /** Seconds from the code to its answer. */
  readonly seconds: number;
  readonly failure?: string;
}

async function computes(world: World): Promise<Computed> {
  const { session, web } = world;
  const server = session.launched?.server;
  if (server === undefined) return { printed: "", seconds: 0, failure: "there is no server" };
  try {
    const kernel = await startKernel(web, server, 40);
    session.kernel = kernel;
    // The first code waits for the kernel to start.
    await kernel.run("import os", 40);
    return await kernel.run("print(1+1)", 20);
  } catch (error) {
    return { printed: "", seconds: 0, failure: whyNot(error) };
  }
}

const judgeKernel = ({ printed, seconds: took, failure }: Computed): Verdict => {
  if (failure !== undefined)
    return wrong(
      failure,
      failure.includes("WebSocket")
        ? "Something in front of the hub does not let WebSockets through: a proxy or firewall of your own must pass on the headers Upgrade and Connection."
        : "npm run hub -- logs launch",
    );
  return printed === "2"
    ? well(`2, ${Math.round(took * 1000)} ms from code to answer`)
    : wrong(`1+1 gave “${printed}”`, "npm run hub -- logs launch");
};

/** The first server's kernel: after a build, so that it can write what the second one reads. */
export const kernelFirst = probe<Computed & { readonly wrote?: boolean }>({
  id: "kernel-first",
  group: "launch",
  title: "A kernel starts in a new image, and computes 1+1",
  tried: () => "POST /api/kernels, and code over its WebSocket",
  without: withoutLaunch,
  needs: ["build"],
  slow: true,
  seconds: 100,
  look: async (world) => {
    const seen = await computes(world);
    const folder = world.facts.storage?.mountPath;
    if (folder === undefined || seen.failure !== undefined) return seen;
    const mark = `open(${JSON.stringify(`${folder}/.binder-check`)},"w").write(${JSON.stringify(world.session.mark)})`;
    await world.session.kernel?.run(mark, 20).catch(() => undefined);
    return seen;
  },
  judge: judgeKernel,
});

export const kernel = probe<Computed>({
  id: "kernel",
  group: "launch",
  title: "A kernel starts, and computes 1+1",
  tried: () => "POST /api/kernels, and code over its WebSocket",
  without: withoutLaunch,
  needs: ["launch"],
  seconds: 100,
  look: computes,
  judge: judgeKernel,
});

export const storage = probe<Computed>({
  id: "storage",
  group: "launch",
  title: "What a person saves is there after a restart",
  tried: ({ storage: volume }) => `a file in ${volume?.mountPath ?? ""}, written by the server before`,
  without: (facts) => withoutLaunch(facts) ?? (facts.storage === undefined ? "people have no volumes" : undefined),
  needs: ["kernel"],
  slow: true,
  seconds: 60,
  look: async ({ facts, session }) => {
    const file = `${facts.storage?.mountPath ?? ""}/.binder-check`;
    try {
      const code = `import os; print(open(${JSON.stringify(file)}).read()); os.remove(${JSON.stringify(file)})`;
      const ran = await session.kernel?.run(code, 20);
      return { printed: ran?.printed === session.mark ? "the same" : (ran?.printed ?? ""), seconds: ran?.seconds ?? 0 };
    } catch (error) {
      return { printed: "", seconds: 0, failure: whyNot(error) };
    }
  },
  judge: ({ printed, failure }, facts) =>
    printed === "the same"
      ? well("it is there")
      : wrong(failure ?? `it holds “${printed}”`, kubectl(facts, "get pvc,events")),
});

export const launchProbes = [build, kernelFirst, again, kernel, storage];
