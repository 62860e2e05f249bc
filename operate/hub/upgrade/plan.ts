import { type Stack } from "@pulumi/pulumi/automation";
import { messageOf } from "../../../sandbox/error-message";
import { webOf } from "../web";
import { type CleanUp } from "../clean-up";
import { type Clock } from "../clock";
import { type Cluster } from "../cluster";
import { type Hub } from "../reading";
import { type Chart, readChart } from "./chart";
import { type Outlook, outlook } from "./consequences";
import { type AskedRelease, type Change, previewOf } from "./preview";
import { only } from "../../../settings/only";
import { commandsBack, type Refusal, refusals } from "./refusals";
import { type Runs, type Server, serversOf, whatRuns } from "./runs";
import { type Database, databaseOf, type Trial, tryUpgrade } from "./trial";
import { imageOfBinder, imageOfHub } from "./values";

/** What would run. What does not change, or cannot be known, is left out. */
export type WouldRun = Pick<Runs, "chart" | "jupyterHubChart" | "jupyterHub" | "hubImage" | "binderImage">;

/** What an upgrade would do. */
export interface UpgradePlan {
  readonly runs: Runs;
  readonly wouldRun: WouldRun;
  readonly changes: readonly Change[];
  readonly servers: readonly Server[];
  readonly outlook: Outlook;
  readonly trial: Trial;
  readonly refusals: readonly Refusal[];
  /** Commands that set the chart that runs now. Empty where the release does not change. */
  readonly back: string;
}

/** What a plan is made with. */
export interface Planner {
  readonly hub: Hub;
  readonly cluster: Cluster;
  readonly stack: Stack;
  readonly cleanUp: CleanUp;
  readonly clock: Clock;
  /** Says what is being done. */
  readonly say: (line: string) => void;
}

/**
 * Finds out what the next `pulumi up` would do to a hub and the people on it. What people have is not touched.
 *
 * @throws CannotLook if the cluster or the chart cannot be read
 */
export async function planUpgrade(planner: Planner): Promise<UpgradePlan> {
  const { hub, cluster, stack, cleanUp, say } = planner;
  const web = webOf(hub.facts, true);
  const closeWeb = cleanUp.owe("The connections to the hub", () => web.close(), 5);
  say("Looking at what runs …");
  const [runs, servers, database] = await Promise.all([
    whatRuns(hub, cluster, web),
    serversOf(cluster),
    databaseOf(cluster).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))),
  ]);
  await closeWeb();
  say("Asking Pulumi what it would do (pulumi preview) …");
  const preview = await previewOf(stack, cleanUp.signal);
  const common = { runs, servers };
  if ("failures" in preview) {
    return {
      ...common,
      ...{ wouldRun: {}, changes: [], outlook: outlook([], servers), back: "" },
      trial: { untried: "the preview fails" },
      refusals: preview.failures.map((why) => ({ why, mend: why.includes("→") ? "" : "pulumi preview" })),
    };
  }
  const { changes, before, after } = preview;
  const isReleased = changes.some(({ type, happening }) => type === "Release" && happening === "update");
  const chart = isReleased && after !== undefined ? await readChart(after) : undefined;
  const back = isReleased && before !== undefined ? commandsBack(before, after) : "";
  const asked = chart === undefined ? {} : inChart(chart, after);
  const trial = await tried(planner, database, runs, asked, chart);
  const wouldRun = withJupyterHub(asked, runs, trial);
  return {
    ...common,
    ...{ wouldRun, changes, trial, back },
    outlook: outlook(changes, servers, database instanceof Error || database.kind !== "memory"),
    refusals: refusals({
      ...{ runs, trial, back },
      ...only("chart", chart),
      ...only("jupyterHub", wouldRun.jupyterHub),
      ...only("hubImage", wouldRun.hubImage),
    }),
  };
}

/** The settings may name an image of the hub with another JupyterHub than the chart's: that one counts. */
function withJupyterHub(asked: WouldRun, { hubImage, jupyterHub: now }: Runs, trial: Trial): WouldRun {
  const isKept = asked.hubImage !== undefined && asked.hubImage === hubImage;
  const jupyterHub = "jupyterHub" in trial ? trial.jupyterHub : isKept ? now : asked.jupyterHub;
  return { ...asked, ...only("jupyterHub", jupyterHub) };
}

function inChart(chart: Chart, release: AskedRelease | undefined): WouldRun {
  return {
    chart: chart.version,
    ...only("jupyterHubChart", chart.jupyterHubChart),
    ...only("jupyterHub", chart.jupyterHub),
    ...only("hubImage", imageOfHub(chart, release?.values)),
    ...only("binderImage", imageOfBinder(chart, release?.values)),
  };
}

/** A hub that keeps its image keeps its database too. */
async function tried(
  { say, ...laboratory }: Planner,
  database: Database | Error,
  runs: Runs,
  { hubImage }: WouldRun,
  chart: Chart | undefined,
): Promise<Trial> {
  if (chart === undefined) return { untried: "the release does not change" };
  if (hubImage === undefined) return { untried: "the new chart names no image of the hub that can be pulled" };
  if (hubImage === runs.hubImage) return { untried: "the hub keeps its image" };
  if (database instanceof Error) return { untried: messageOf(database) };
  say(`Trying ${hubImage} on a copy of the hub's database …`);
  return tryUpgrade(laboratory, database, hubImage);
}
