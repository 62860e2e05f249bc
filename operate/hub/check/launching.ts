import { type HubFacts } from "../../../components/operate/facts";
import { startKernel } from "../kernel";
import { launch } from "../launch";
import { arrive, mayLaunch, stopServer } from "../people";
import { specOf } from "../../../components/repositories/spec";
import { otherSpelling } from "../spec";
import { whyNot } from "../web";
import { kubectl, logsOfLaunch, setAndUp } from "./commands";
import { troubleOf } from "./parts";
import { probe, type Verdict, warning, well, wrong } from "./probe";
import { type Seen, whyFailed } from "./why-failed";
import { type World } from "./world";

/** What the probes that launch need: without any of these, they could only say the same again. */
const ground = [
  ...["page", "hub-url", "hub-token", "health", "open", "quota", "check-service", "awake"],
  ...["resource-quota", "nodes", "image-cleaner", "volumes-full"],
];

const withoutLaunch = (facts: HubFacts) =>
  !mayLaunch(facts)
    ? `people log in, and nobody may launch for a check (${setAndUp("operate.check", true)})`
    : facts.repository === undefined
      ? `the hub allows no repository that is known (${setAndUp("operate.repository", "https://github.com/OWNER/REPOSITORY")})`
      : undefined;

/** Seconds that a launch may take. A first build on a new node also fetches what builds. */
const longest = 240;

/** The same in a quick check, where a person waits. */
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
      signal: world.signal,
      seconds: world.kind === "quick" ? longestQuick : longest,
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

const judgeKernel = ({ printed, seconds: took, failure }: Computed, facts: HubFacts): Verdict => {
  if (failure !== undefined)
    return wrong(
      failure,
      failure.includes("WebSocket")
        ? "Something in front of the hub does not let WebSockets through: a proxy or firewall of your own must pass on the headers Upgrade and Connection."
        : logsOfLaunch(facts),
    );
  return printed === "2"
    ? well(`2, ${Math.round(took * 1000)} ms from code to answer`)
    : wrong(`1+1 gave “${printed}”`, logsOfLaunch(facts));
};

/** The first server's kernel: after a build, so that it can write what the second one reads. */
export const kernelFirst = probe<Computed>({
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
