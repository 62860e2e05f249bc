import { type EngineEvent } from "@pulumi/pulumi/automation";
import { operationIn } from "../../sandbox/events";
import { duration, type Paint, Screen, tally, wrap } from "../../rehearse/screen";
import { begun, failed, finished, planned } from "./engine-events";

const plain: Paint = (_style, text) => text;
const tagged: Paint = (style, text) => `<${style}>${text}</>`;
const screen = new Screen(plain);

/** The rows that an event makes. */
const rows = (one: EngineEvent) => [operationIn(one)].flatMap((found) => (found ? screen.operation(found) : []));

describe("a row", () => {
  test.each<[string, EngineEvent, string[]]>([
    ["a create", finished({ op: "create" }), ["  + ManagedCluster            cluster-aks             hubcluster"]],
    ["a delete", finished({ op: "delete" }), ["  - ManagedCluster            cluster-aks             hubcluster"]],
    [
      "an update, with what changed in order",
      finished({ op: "update", detailedDiff: { "b.c": {}, "a[0].count": {} }, diffs: ["b", "a"] }),
      ["  ~ ManagedCluster            cluster-aks             hubcluster", "      a[0].count", "      b.c"],
    ],
    [
      "an update without details",
      finished({ op: "update", diffs: ["tags"] }),
      ["  ~ ManagedCluster            cluster-aks             hubcluster", "      tags"],
    ],
    [
      "a resource without cloud name",
      finished({ op: "create", id: "none" }),
      ["  + ManagedCluster            cluster-aks"],
    ],
    [
      "a failure",
      failed({ op: "create", id: "" }),
      ["  ✗ ManagedCluster            cluster-aks             create failed"],
    ],
    [
      "a failure of what exists",
      failed({ op: "delete" }),
      ["  ✗ ManagedCluster            cluster-aks             hubcluster  delete failed"],
    ],
    [
      "the new one of a replacement",
      finished({ op: "create-replacement" }),
      ["  + ManagedCluster            cluster-aks             hubcluster  the new one"],
    ],
    [
      "the old one of a replacement",
      finished({ op: "delete-replaced" }),
      ["  - ManagedCluster            cluster-aks             hubcluster  the old one"],
    ],
    [
      "a planned replacement",
      planned({ op: "replace", diffs: ["location"] }),
      ["  ± ManagedCluster            cluster-aks             hubcluster  replaced", "      location"],
    ],
    [
      "the program's provider",
      finished({
        op: "create",
        urn: "urn:pulumi:dev::binderhub::a$pulumi:providers:kubernetes::cluster-kubernetes",
        id: "1",
      }),
      ["  + Provider                  cluster-kubernetes"],
    ],
  ])("shows %s", (_what, one, expected) => {
    expect(rows(one)).toEqual(expected);
  });

  test.each<[string, EngineEvent]>([
    ["what stays the same", finished({ op: "same" })],
    ["what a refresh only read", finished({ op: "refresh" })],
    ["components", finished({ op: "create", custom: false })],
    [
      "providers that the engine adds",
      finished({ op: "delete", urn: "urn:pulumi:dev::b::pulumi:providers:random::default_4_21_2" }),
    ],
    ["the logical step of a replacement that runs", finished({ op: "replace" })],
    ["the single steps of a planned replacement", planned({ op: "create-replacement" })],
    ["what has only begun", begun({ op: "create" })],
  ])("is not made for %s", (_what, one) => {
    expect(rows(one)).toEqual([]);
  });

  test("colours symbol and reason, and never pads inside a colour", () => {
    const operation = {
      happening: "failed",
      type: "Release",
      name: "r",
      cloudName: "hub",
      failed: "update",
      changed: [],
    } as const;
    expect(new Screen(tagged).operation(operation)).toEqual([
      "  <red>✗</> Release                   r                       <dim>hub</>  <red>update failed</>",
    ]);
  });
});

describe("a tally", () => {
  test.each<[Readonly<Record<string, number>>, boolean, string]>([
    [{ same: 18 }, false, "18 unchanged"],
    [{ same: 17, update: 1 }, false, "1 updated, 17 unchanged"],
    [{ delete: 4, replace: 3, update: 2, create: 1 }, false, "1 created, 2 updated, 3 replaced, 4 deleted"],
    [{ replace: 4, same: 12, update: 2 }, true, "2 to update, 4 to replace, 12 unchanged"],
    [{ create: 0 }, false, "nothing to do"],
    [{}, false, "nothing to do"],
  ])("of %j (planned: %j) is %j", (changes, isPlanned, expected) => {
    expect(tally(changes, isPlanned)).toBe(expected);
  });
});

describe("wrapping", () => {
  test("fills 80 columns and no more", () => {
    expect(wrap(`${"x".repeat(76)} y`, "  ")).toEqual([`  ${"x".repeat(76)} y`]);
    expect(wrap(`${"x".repeat(77)} y`, "  ", "    ")).toEqual([`  ${"x".repeat(77)}`, "    y"]);
  });

  test("keeps a word that is too long whole, columns apart, and an option beside its value", () => {
    expect(wrap("z".repeat(100), "  ")).toEqual([`  ${"z".repeat(100)}`]);
    expect(wrap("Log:   kubectl", "  ")).toEqual(["  Log:   kubectl"]);
    expect(wrap(`${"x".repeat(66)} --name hubcluster`, "", "  ")).toEqual(["x".repeat(66), "  --name hubcluster"]);
  });
});

describe("a duration", () => {
  test.each([
    [0, "0 s"],
    [59, "59 s"],
    [60, "1 min"],
    [274, "4 min 34 s"],
  ])("of %d seconds is %j", (seconds, expected) => expect(duration(seconds)).toBe(expected));
});

describe("the screen", () => {
  test("says before anything else that nothing is deployed", () => {
    expect(screen.banner("dev")).toEqual([
      "REHEARSAL of the stack dev",
      "  The real Pulumi engine runs the real program, but Azure and Kubernetes are",
      "  simulated: nothing is deployed, nothing is billed, and no hub is running.",
    ]);
  });

  test("shows settings in columns, and no heading where there are none", () => {
    expect(
      screen.settings("Changed:", [
        ["a", "1"],
        ["long.key", "2"],
      ]),
    ).toEqual(["  Changed:", "    a         1", "    long.key  2"]);
    expect(screen.settings("Changed:", [])).toEqual([]);
  });

  test("shows URLs first, long texts last, and no secret", () => {
    const outputs = {
      nextSteps: { value: "Open it\nRead it", secret: false },
      kubeconfig: { value: "apiVersion: v1\ntoken: canary", secret: true },
      nodes: { value: 3, secret: false },
      binderUrl: { value: "http://203.0.113.1", secret: false },
      secretUrl: { value: "http://canary", secret: true },
      cost: { value: { likely: 3, parts: { nodes: "at most 5" } }, secret: false },
      hidden: { value: { token: "canary" }, secret: true },
    };
    expect(screen.outputs(outputs)).toEqual([
      "  binderUrl   http://203.0.113.1",
      "  kubeconfig  [secret]",
      "  nodes       3",
      "  secretUrl   [secret]",
      "  hidden      [secret]",
      "  nextSteps",
      "    Open it",
      "    Read it",
      "  cost",
      "    likely: 3",
      "    parts:",
      "      nodes: at most 5",
    ]);
  });

  test("marks good and bad, also without colour, and wraps below the text", () => {
    expect(screen.good("18 unchanged")).toEqual(["  ✓ 18 unchanged"]);
    expect(screen.bad(`${"x".repeat(70)} ${"y".repeat(10)}`)).toEqual([
      `  ✗ ${"x".repeat(70)}`,
      `    ${"y".repeat(10)}`,
    ]);
  });

  test("shows the time that it would take for real as an estimate, and breaks no step over two lines", () => {
    const path = {
      seconds: 363,
      steps: [
        { type: "ResourceGroup", seconds: 1 },
        { type: "ManagedCluster", seconds: 274 },
        { type: "PublicIPAddress", seconds: 4 },
        { type: "Release", seconds: 84 },
      ],
    };
    const lines = screen.realTime(path).map((line) => line.replaceAll("\u00a0", "_"));
    expect(lines).toEqual([
      "  ≈ 6 min 3 s for real, as estimated in docs/performance.md:",
      "    ResourceGroup_1_s → ManagedCluster_4_min_34_s → PublicIPAddress_4_s →",
      "    Release_1_min_24_s",
    ]);
  });

  test("separates parts by a blank line", () => {
    expect(screen.title("3  pulumi up again", "must change nothing")).toEqual([
      "",
      "3  pulumi up again · must change nothing",
    ]);
    expect(screen.title("1  pulumi up")).toEqual(["", "1  pulumi up"]);
  });
});
