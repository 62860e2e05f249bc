import * as fc from "fast-check";
import { type Chart } from "../../operate/hub/upgrade/chart";
import { commandsBack, type Known, refusals } from "../../operate/hub/upgrade/refusals";
import { type Runs } from "../../operate/hub/upgrade/runs";
import { type Trial } from "../../operate/hub/upgrade/trial";

const runs: Runs = { kubernetes: "v1.34.2", jupyterHub: "5.3.0", nodes: [{ version: "v1.34.2", count: 2 }] };
const chart: Chart = {
  version: "1.0.0",
  kubernetes: { binderHub: ">=1.28.0-0", jupyterHub: ">=1.32.0-0" },
  jupyterHubChart: "4.4.0",
  jupyterHub: "5.5.0",
  values: { binderHub: {}, jupyterHub: {} },
};
const counts = { revision: "a1", users: 12, tokens: 30, groups: 2 };
const tried: Trial = { jupyterHub: "5.5.0", before: counts, after: { ...counts, revision: "b2" } };
const known: Known = { runs, chart, trial: tried, back: "BACK", jupyterHub: "5.5.0", hubImage: "hub:2" };
const why = (edits: Partial<Known>) => refusals({ ...known, ...edits }).map((one) => one.why);

test("a newer chart, whose JupyterHub took a copy, is not refused", () => expect(why({})).toEqual([]));

test("nor is a release that does not change", () => {
  expect(refusals({ runs, back: "", trial: { untried: "the release does not change" } })).toEqual([]);
});

describe("versions of Kubernetes", () => {
  const nodes = (version: string): Runs => ({ ...runs, nodes: [{ pool: "users", version, count: 1 }] });

  test.each(["v1.34.9", "v1.33.0", "v1.31.1"])("nodes with %s go with an API server of 1.34", (version) => {
    expect(why({ runs: nodes(version) })).toEqual([]);
  });

  test.each(["v1.35.0", "v1.30.9"])("nodes with %s do not", (version) => {
    expect(why({ runs: nodes(version) })).toEqual([expect.stringMatching(`users has Kubernetes ${version}.*v1.34.2`)]);
  });

  test("from more than three minor versions on, or with a newer one, nodes are refused", () => {
    const minor = fc.integer({ min: 20, max: 50 });
    fc.assert(
      fc.property(minor, minor, (server, node) => {
        const versions = { ...nodes(`v1.${node}.0`), kubernetes: `v1.${server}.0` };
        expect(refusals({ runs: versions, trial: tried, back: "" }).length).toBe(
          node > server || server - node > 3 ? 1 : 0,
        );
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["v1.31.5", ["JupyterHub's chart 4.4.0 in it needs Kubernetes >=1.32.0-0"]],
    ["v1.27.0", ["The chart 1.0.0 needs Kubernetes >=1.28.0-0", "JupyterHub's chart 4.4.0"]],
    ["v1.32.0", []],
    ["v1.33.4-gke.1", []],
  ])("the chart, and JupyterHub's in it, are for %s", (kubernetes, expected) => {
    const found = why({ runs: { ...runs, kubernetes, nodes: [] } });
    expect(found).toEqual(expected.map((text) => expect.stringContaining(text) as string));
  });
});

describe("a trial", () => {
  test("that failed is refused, with the error", () => {
    expect(why({ trial: { jupyterHub: "5.5.0", before: counts, failure: "OperationalError: no such table" } })).toEqual(
      ["JupyterHub 5.5.0 cannot bring the database to what it needs: OperationalError: no such table."],
    );
  });

  test("of an older JupyterHub, to which the revision is unknown, says so", () => {
    const failure = "FAILED: Can't locate revision identified by 'a1'";
    const [refusal] = refusals({ ...known, trial: { jupyterHub: "5.3.0", before: counts, failure } });
    expect(refusal?.why).toMatch(/newer than JupyterHub 5\.3\.0/);
    expect(refusal?.mend).toMatch(/Restore the database.*going-back[^]*\nBACK$/);
  });

  test("whose image does not start is refused", () => {
    expect(why({ trial: { unstarted: "ErrImagePull" } })).toEqual([
      expect.stringMatching(/image does not start: ErrImagePull/),
    ]);
  });

  test.each([
    ["users", { users: 11 }, "loses 1 of 12 users"],
    ["groups", { groups: 0 }, "loses 2 of 2 groups"],
  ])("that lost %s is refused", (_what, lost, text) => {
    expect(why({ trial: { ...tried, after: { ...counts, ...lost } } })).toEqual([expect.stringContaining(text)]);
  });

  test("that lost tokens is not: JupyterHub drops those that it cannot read any more", () => {
    expect(why({ trial: { ...tried, after: { ...counts, tokens: 0 } } })).toEqual([]);
  });
});

describe("an older JupyterHub", () => {
  const untried: Trial = { untried: "the hub's database is postgresql" };

  test.each([
    ["5.3.0", "5.2.1", 1],
    ["5.3.0", "4.9.0", 1],
    ["5.3.1", "5.3.0", 0],
    ["5.3.0", "5.5.0", 0],
    ["5.3.0", "6.0.0", 0],
  ])("from %s to %s, which was not tried: refusals %i", (now, next, count) => {
    expect(why({ runs: { ...runs, jupyterHub: now }, jupyterHub: next, trial: untried })).toHaveLength(count);
  });

  test("that took a copy is not refused", () => expect(why({ jupyterHub: "5.2.0" })).toEqual([]));
});

test("a chart without an image of the hub is refused", () => {
  expect(refusals({ runs, chart, back: "", trial: { untried: "" } }).map((one) => one.why)).toEqual([
    expect.stringMatching(/names no image of the hub/),
  ]);
});

describe("the way back", () => {
  const stored = (version: string) => ({ chart: "binderhub", version, repository: "https://charts", values: {} });
  const onDisk = (path: string) => ({ chart: path, values: {} });
  const image = (tag?: string) => ({ jupyterhub: { hub: { image: { tag } } } });
  const set = "pulumi config set --path binderhub:chart";

  test.each([
    ["from one version to another", stored("1.0.0"), stored("2.0.0"), `${set}.version 1.0.0`],
    ["from one folder to another", onDisk("a"), onDisk("b"), `${set}.path a`],
    [
      "from a repository to a folder",
      stored("1.0.0"),
      onDisk("b"),
      `pulumi config rm --path binderhub:chart.path && ${set}.version 1.0.0`,
    ],
    [
      "from one repository to another",
      stored("1.0.0"),
      { ...stored("2.0.0"), repository: "https://other" },
      `${set}.repository https://charts && ${set}.version 1.0.0`,
    ],
    [
      "with another image",
      { ...onDisk("a"), values: image("h1") },
      { ...onDisk("b"), values: image("h2") },
      `${set}.path a && pulumi config set --path binderhub:extraValues.jupyterhub.hub.image.tag h1`,
    ],
    [
      "with an image that was not named before",
      { ...onDisk("a"), values: image() },
      { ...onDisk("a"), values: image("h2") },
      `${set}.path a && pulumi config rm --path binderhub:extraValues.jupyterhub.hub.image.tag`,
    ],
  ])("%s", (_what, before, after, commands) => {
    expect(commandsBack(before, after)).toBe(commands);
  });
});
