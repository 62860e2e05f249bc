import * as semver from "semver";
import { removeCommand, setCommand } from "../../../settings/problems";
import { at } from "../../../settings/untyped";
import { type Chart, type ChartPlace } from "./chart";
import { type AskedRelease } from "./preview";
import { type Runs } from "./runs";
import { type Trial } from "./trial";

/** Why an upgrade is not made. */
export interface Refusal {
  /** What is wrong, in sentences. */
  readonly why: string;
  /** The command that mends it, or a sentence. */
  readonly mend: string;
}

/** What is known before an upgrade. */
export interface Known {
  readonly runs: Runs;
  /** The chart that would run. @default the release does not change */
  readonly chart?: Chart;
  /** Version of the JupyterHub that would run, where it is known. */
  readonly jupyterHub?: string;
  /** Image of the hub that would run. */
  readonly hubImage?: string;
  readonly trial: Trial;
  /** Commands that set the chart that runs now. */
  readonly back: string;
}

/** Why an upgrade must not be made. Empty: nothing speaks against it. */
export function refusals(known: Known): readonly Refusal[] {
  const { runs, chart, trial, back } = known;
  return [
    ...nodesTooNew(runs),
    ...(chart === undefined ? [] : [...chartOnKubernetes(chart, runs), ...withoutImage(known)]),
    ...older(known),
    ...ofTrial(trial, back),
  ];
}

/**
 * A node may not be newer than the API server, and not more than three minor versions older.
 * @see https://kubernetes.io/releases/version-skew-policy/#kubelet
 */
function nodesTooNew({ kubernetes, nodes }: Runs): Refusal[] {
  const server = minorOf(kubernetes);
  const late = nodes.find(({ version }) => (minorOf(version) ?? 0) > (server ?? Infinity));
  const early = nodes.find(({ version }) => (minorOf(version) ?? Infinity) < (server ?? 0) - 3);
  const bad = late ?? early;
  if (bad === undefined) return [];
  const where = bad.pool === undefined ? "A node" : `The node pool ${bad.pool}`;
  return [
    {
      why: `${where} has Kubernetes ${bad.version}, and the API server has ${kubernetes}. A node may not be newer, and not more than three minor versions older.`,
      mend:
        late === undefined ? "Upgrade the nodes first, one minor version at a time." : "Upgrade the API server first.",
    },
  ];
}

/**
 * Helm installs no chart on a Kubernetes that it is not for. It does not ask the charts in it, but their makers mean it as much.
 * @see https://github.com/helm/helm/blob/v3.19.0/pkg/action/action.go `renderResources`
 */
function chartOnKubernetes({ version, kubernetes, jupyterHubChart }: Chart, runs: Runs): Refusal[] {
  const charts = [
    [`The chart ${version}`, kubernetes.binderHub],
    [`JupyterHub's chart ${jupyterHubChart ?? ""} in it`, kubernetes.jupyterHub],
  ] as const;
  return charts.flatMap(([name, range]) =>
    range === undefined || takes(range, runs.kubernetes)
      ? []
      : [
          {
            why: `${name} needs Kubernetes ${range}, and the API server has ${runs.kubernetes}.`,
            mend: "Upgrade Kubernetes first (docs/upgrades.md#kubernetes), or take an older chart.",
          },
        ],
  );
}

function takes(range: string, version: string): boolean {
  if (semver.validRange(range) === null || semver.valid(version) === null) return true;
  return semver.satisfies(version, range, { includePrerelease: true });
}

/** A chart from its sources has no tags yet: its release tool fills them in. */
function withoutImage({ hubImage, back }: Known): Refusal[] {
  return hubImage !== undefined
    ? []
    : [
        {
          why: "The new chart names no image of the hub that can be pulled: it comes from its sources, where tags are still to be filled in.",
          mend: `Take a released chart, or set extraValues.jupyterhub.hub.image.tag. To stay where you are:\n${back}`,
        },
      ];
}

/**
 * A hub does not start on a database that a newer one has changed: Alembic does not know its revision. Where a copy was tried, that is known. Where it
 * was not, an older minor version of JupyterHub is refused.
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/orm.py `check_db_revision`
 */
function older({ runs: { jupyterHub: now }, jupyterHub: next, trial, back }: Known): Refusal[] {
  if (!("untried" in trial) || now === undefined || next === undefined) return [];
  if (semver.valid(now) === null || semver.valid(next) === null) return [];
  if (semver.major(next) * 1000 + semver.minor(next) >= semver.major(now) * 1000 + semver.minor(now)) return [];
  return [
    {
      why: `JupyterHub would go back from ${now} to ${next}. An older one does not start on a database that a newer one has changed, and whether it did was not tried: ${trial.untried}.`,
      mend: `Restore the database from before, then go back (docs/upgrades.md#going-back). To stay where you are:\n${back}`,
    },
  ];
}

function ofTrial(trial: Trial, back: string): Refusal[] {
  if ("untried" in trial) return [];
  if ("unstarted" in trial)
    return [
      {
        why: `The new hub's image does not start: ${trial.unstarted}.`,
        mend: `Does extraValues.jupyterhub.hub.image name an image that is there? To stay where you are:\n${back}`,
      },
    ];
  const { before, after, failure, jupyterHub } = trial;
  if (after === undefined) {
    const isNewer = /can't locate revision/i.test(failure ?? "");
    return [
      {
        why: isNewer
          ? `The database is newer than JupyterHub ${jupyterHub}, which cannot read it: ${failure ?? ""}.`
          : `JupyterHub ${jupyterHub} cannot bring the database to what it needs: ${failure ?? ""}.`,
        mend: isNewer
          ? `Restore the database from before, then go back (docs/upgrades.md#going-back). To stay where you are:\n${back}`
          : `Do not upgrade. To stay where you are:\n${back}`,
      },
    ];
  }
  const lost = (["users", "groups"] as const).filter((what) => after[what] < before[what]);
  return lost.length === 0
    ? []
    : [
        {
          why: `JupyterHub ${jupyterHub} loses ${lost.map((what) => `${before[what] - after[what]} of ${before[what]} ${what}`).join(" and ")} of the database.`,
          mend: `Do not upgrade. To stay where you are:\n${back}`,
        },
      ];
}

/**
 * The commands that set the chart, and the hub's image, that a release was given before.
 *
 * @param now what it is given now
 */
export function commandsBack(before: AskedRelease, now: AskedRelease | undefined): string {
  return [...chartBack(before, now), ...imageBack(before.values, now?.values)].join(" && ");
}

function chartBack(before: ChartPlace, now: ChartPlace | undefined): string[] {
  if (before.repository === undefined) return [setCommand("binderhub:chart.path", before.chart)];
  return [
    ...(now !== undefined && now.repository === undefined ? [removeCommand("binderhub:chart.path")] : []),
    ...(now?.repository === undefined || now.repository === before.repository
      ? []
      : [setCommand("binderhub:chart.repository", before.repository)]),
    setCommand("binderhub:chart.version", before.version),
  ];
}

/** Only `extraValues` names an image of the hub. */
function imageBack(before: unknown, now: unknown): string[] {
  return ["name", "tag"].flatMap((part) => {
    const path = ["jupyterhub", "hub", "image", part];
    const [was, is] = [at(before, ...path), at(now, ...path)];
    const key = `binderhub:extraValues.${path.join(".")}`;
    if (was === is) return [];
    return [typeof was === "string" || typeof was === "number" ? setCommand(key, was) : removeCommand(key)];
  });
}

/** The minor version in `v1.36.3`. */
function minorOf(version: string): number | undefined {
  const minor = /^v?1\.(\d+)/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}
