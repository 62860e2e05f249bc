import { type CleanUp } from "../../operate/hub/clean-up";
import { type Clock } from "../../operate/hub/clock";
import { type Cluster, type Command, type Ran } from "../../operate/hub/cluster";
import { type PodObject } from "../../operate/hub/objects";
import { tryUpgrade } from "../../operate/hub/upgrade/trial";
import { standOf, trialPod } from "../../operate/hub/upgrade/trial-pod";

const hub: PodObject = {
  metadata: { name: "hub-1", uid: "uid-1", labels: { component: "hub" } },
  spec: {
    nodeSelector: { "hub.jupyter.org/node-purpose": "core" },
    tolerations: [{ key: "dedicated", operator: "Equal", value: "core", effect: "NoSchedule" }],
    imagePullSecrets: [{ name: "pull" }],
    serviceAccountName: "hub",
    containers: [
      { name: "other", securityContext: { runAsUser: 7 } },
      { name: "hub", image: "hub:1", securityContext: { runAsUser: 1234, runAsGroup: 4321 } },
    ],
  },
  status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
};

describe("the pod", () => {
  const { metadata, spec } = trialPod(hub, "hub:2");
  const container = spec?.containers[0];

  /** @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
  test("keeps to the restricted level", () => {
    expect(spec?.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(container?.securityContext).toMatchObject({
      ...{ allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ["ALL"] } },
    });
    expect(spec?.volumes).toEqual([{ name: "copy", emptyDir: {} }]);
    expect([spec?.hostNetwork, spec?.hostPID, spec?.hostIPC]).toEqual([undefined, undefined, undefined]);
  });

  test("has the new image, requests and limits", () => {
    expect(container?.image).toBe("hub:2");
    for (const amount of ["cpu", "memory"]) {
      expect(container?.resources?.requests).toHaveProperty(amount);
      expect(container?.resources?.limits).toHaveProperty(amount);
    }
  });

  test("has no right in the cluster", () => {
    expect(spec?.automountServiceAccountToken).toBe(false);
    expect(spec?.serviceAccountName).toBeUndefined();
  });

  test("goes where the hub goes, as the hub's user", () => {
    expect(spec).toMatchObject({ ...pick(hub.spec), restartPolicy: "Never" });
    expect(container?.securityContext).toMatchObject({ runAsUser: 1234, runAsGroup: 4321 });
  });

  test("is not taken for the hub, and goes with it", () => {
    expect(metadata?.labels?.component).not.toBe("hub");
    expect(metadata?.ownerReferences).toEqual([{ apiVersion: "v1", kind: "Pod", name: "hub-1", uid: "uid-1" }]);
  });
});

function pick(spec: PodObject["spec"]) {
  return { nodeSelector: spec?.nodeSelector, tolerations: spec?.tolerations, imagePullSecrets: spec?.imagePullSecrets };
}

const waiting = (reason: string, message = ""): PodObject["status"] =>
  status({ waiting: { reason, message } }) as unknown as PodObject["status"];
const status = (state: object) => ({ containerStatuses: [{ name: "trial", state }] });

test.each([
  ["runs", status({ running: {} }), "runs"],
  ["is new", {}, "waits"],
  ["is being made", waiting("ContainerCreating"), "waits"],
  ["pulls for the first time", waiting("ErrImagePull"), "waits"],
  ["cannot be pulled", waiting("ImagePullBackOff", "not found"), { why: "not found", ofImage: true }],
  ["has a wrong name", waiting("InvalidImageName"), { why: "InvalidImageName", ofImage: true }],
  ["has no python3", waiting("RunContainerError", "no python3"), { why: "no python3", ofImage: true }],
  [
    "finds no room",
    { conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message: "no room" }] },
    { why: "no room", ofImage: false },
  ],
  ["failed", { phase: "Failed", message: "evicted" }, { why: "evicted", ofImage: false }],
])("a pod that %s", (_what, is, stand) => {
  expect(standOf({ status: is as PodObject["status"] })).toEqual(stand);
});

describe("a trial", () => {
  const sqlite = { kind: "sqlite", file: "/srv/jupyterhub/jupyterhub.sqlite" };
  const counts = { revision: "a1", users: 1, tokens: 2, groups: 0 };
  const took = { jupyterHub: "5.5.0", before: counts, after: { ...counts, revision: "b2" } };
  const sent = { ...sqlite, copy: "Y29weQ==" };

  /** A cluster with a hub, in which a pod becomes what it is told, and a container answers so. */
  function laboratory(pod: object, answers: readonly (Partial<Ran> | Error)[]) {
    const [made, removed, ran]: [PodObject[], string[], Command[]] = [[], [], []];
    const left = [...answers];
    const cluster = {
      namespace: "binderhub",
      ask: <Answer>(_what: string, answer: Promise<Answer>) => answer,
      run(command: Command) {
        ran.push(command);
        const answer = left.shift() ?? {};
        return answer instanceof Error
          ? Promise.reject(answer)
          : Promise.resolve({ out: "", err: "", code: 0, ...answer });
      },
      core: {
        listNamespacedPod: () => Promise.resolve({ items: [hub] }),
        createNamespacedPod: ({ body }: { body: PodObject }) => {
          made.push(body);
          return Promise.resolve({ metadata: { name: "trial-1" } });
        },
        readNamespacedPod: () => Promise.resolve({ status: pod }),
        deleteNamespacedPod: ({ name }: { name: string }) => Promise.resolve(removed.push(name)),
      },
    } as unknown as Cluster;
    let time = 0;
    const clock: Clock = {
      now: () => time,
      wait: (seconds) => {
        time += seconds;
        return Promise.resolve();
      },
    };
    const cleanUp: CleanUp = {
      signal: new AbortController().signal,
      owe: (_what, remove) => async () => {
        await remove();
      },
    };
    return {
      made,
      removed,
      ran,
      run: (where: object = sqlite) => tryUpgrade({ cluster, cleanUp, clock }, where as typeof sqlite, "hub:2"),
    };
  }
  const json = (value: unknown) => ({ out: `noise\n${JSON.stringify(value)}\n` });
  const running = status({ running: {} });

  test("gives the copy to the new hub, says what came of it, and removes the pod", async () => {
    const { made, removed, ran, run } = laboratory(running, [json(sent), {}, json(took)]);
    expect(await run()).toEqual(took);
    expect(made.map(({ spec }) => spec?.containers[0]?.image)).toEqual(["hub:2"]);
    expect(removed).toEqual(["trial-1"]);
    expect(ran.map(({ pod, stdin = "" }) => [pod, stdin === sent.copy])).toEqual([
      ["hub-1", false],
      ["trial-1", true],
      ["trial-1", false],
    ]);
  });

  test.each([
    [
      "the copy cannot be written",
      running,
      [json(sent), { code: 1, err: "No space left" }],
      { untried: "the trial says: No space left" },
    ],
    ["the connection breaks", running, [json(sent), new Error("closed")], { untried: "closed" }],
    ["the new image is not there", waiting("ImagePullBackOff", "not found"), [json(sent)], { unstarted: "not found" }],
    ["it never starts", waiting("ContainerCreating"), [json(sent)], { untried: "its pod did not start in 300 s" }],
  ])("removes the pod where %s", async (_what, pod, answers, trial) => {
    const { removed, run } = laboratory(pod ?? {}, answers);
    expect(await run()).toEqual(trial);
    expect(removed).toEqual(["trial-1"]);
  });

  test.each([
    [{ kind: "memory" }, /in memory/],
    [{ kind: "postgresql" }, /is postgresql.*own means/],
    [{ kind: "sqlite" }, /in no file/],
  ])("of %j is not made, and says why", async (where, why) => {
    const { made, run } = laboratory(running, []);
    expect(await run(where)).toEqual({ untried: expect.stringMatching(why) as unknown });
    expect(made).toEqual([]);
  });
});
