import { eventJobClusterRules, eventJobRules } from "../../../components/events/job-rules";
import { pulling } from "../../../components/events/pulling";
import { groundOf, holderPods } from "../../../operate/hub/events/ground";
import { written } from "../../../operate/hub/events/kept";
import { pass } from "../../../operate/hub/events/pass";
import { nodeOf } from "../pods";
import { eventOf } from "./facts";
import { FakeObjects, podOf } from "./fake";

const own = { component: "singleuser-server", "binder-event": "pyintro" };
const holder = { app: "binderhub", component: "binder-event-pyintro" };
const during = Date.parse("2027-03-04T09:00Z");
const after = Date.parse("2027-03-04T12:00Z");
const image = "registry.example.org/binder-pyintro:0a1b2c3";

function grounded(objects: FakeObjects) {
  const stopped: unknown[] = [];
  const ground = groundOf(objects.cluster(), {
    stop: (server) => Promise.resolve(void stopped.push(server)),
    prepare: () => Promise.resolve({ goesOn: "building" }),
  });
  return { ground, stopped };
}

test("nodes are asked for, and pull the event's image", async () => {
  const objects = new FakeObjects();
  objects.data = { ...written(eventOf(), "prepared", { commit: "0a1b2c3", image, at: "2027-03-03T09:00:00Z" }) };
  await pass([eventOf()], grounded(objects).ground, during, () => 0);
  expect(objects.asked.filter((line) => /^(add|test|replace)/.test(line))).toEqual([
    "add /spec/replicas 8",
    `add /spec/template/spec/initContainers ${JSON.stringify([pulling(image)])}`,
  ]);
});

test("a ConfigMap with nothing in it is nothing that is kept", async () => {
  const objects = new FakeObjects();
  const { failed } = await pass([eventOf()], grounded(objects).ground, during, () => 0);
  expect(failed).toEqual([]);
  expect(objects.held.replicas).toBe(8);
  expect(Object.keys(objects.data ?? {})).toEqual(["pyintro.seen"]);
});

test("servers of the event are stopped by the names of their people, and nobody else's", async () => {
  const objects = new FakeObjects();
  objects.pods = [
    podOf("jupyter-ada", own, { user: "ada@example.org" }),
    podOf("jupyter-bob", own, { user: "bob", server: "second" }),
    podOf("jupyter-gone", own, { user: "gone", deleted: true }),
    podOf("jupyter-eve", { component: "singleuser-server" }, { user: "eve" }),
    podOf("jupyter-other", { ...own, "binder-event": "other" }, { user: "other" }),
  ];
  const { ground, stopped } = grounded(objects);
  await pass([eventOf()], ground, after, () => 0);
  expect(stopped).toEqual([
    { user: "ada@example.org", server: "" },
    { user: "bob", server: "second" },
  ]);
});

describe("nodes that are ready", () => {
  test("are those of the event's pool", async () => {
    const objects = new FakeObjects();
    objects.nodes = [
      nodeOf("one", { pool: "pyintro" }),
      nodeOf("late", { pool: "pyintro", ready: false }),
      nodeOf("users", { pool: "users" }),
    ];
    await expect(grounded(objects).ground.readyNodes(eventOf())).resolves.toBe(1);
  });

  test("are those with a pod that is ready, on a cluster that the stack does not make", async () => {
    const objects = new FakeObjects();
    objects.pods = [
      podOf("a", holder, { node: "one" }),
      podOf("b", holder, { node: "two", ready: false }),
      podOf("c", holder, { node: "three", deleted: true }),
      podOf("d", holder, { node: "one" }),
      podOf("e", own, { node: "four" }),
    ];
    await expect(grounded(objects).ground.readyNodes(eventOf({ pool: false }))).resolves.toBe(1);
  });
});

test("a holder with the image of before is not ready", async () => {
  const objects = new FakeObjects();
  objects.held = { replicas: 8, ready: 8, updated: 2, image };
  await expect(grounded(objects).ground.holder(eventOf())).resolves.toEqual({ replicas: 8, ready: 2, image });
});

test("what Kubernetes has not looked at since the last change is not ready", async () => {
  const objects = new FakeObjects();
  objects.held = { replicas: 8, ready: 8, image, seen: false };
  await expect(grounded(objects).ground.holder(eventOf())).resolves.toMatchObject({ ready: 0 });
});

describe("the job's rights", () => {
  const may = (verb: string, resource: string, name?: string) =>
    [...eventJobRules([eventOf()]), ...eventJobClusterRules].some(
      ({ resources, verbs, resourceNames }) =>
        resources.includes(resource) &&
        verbs.includes(verb) &&
        (resourceNames === undefined || (name !== undefined && resourceNames.includes(name))),
    );

  test("are enough for all that it asks", async () => {
    const objects = new FakeObjects();
    objects.data = { ...written(eventOf(), "prepared", { commit: "0a1b2c3", image, at: "2027-03-03T09:00:00Z" }) };
    const { ground } = grounded(objects);
    await pass([eventOf()], ground, during, () => 0);
    await pass([eventOf()], ground, after, () => 0);
    await holderPods(objects.cluster(), eventOf());
    const refused = objects.asked.filter((line) => {
      const [what = "", rest = ""] = line.split(" ");
      if (what === "configmaps") return !may("list", "configmaps", rest.replace("metadata.name=", ""));
      if (what === "patch") return !may("patch", "configmaps", rest);
      if (what === "deployment") return !may("get", "deployments", rest);
      if (what === "pods" || what === "nodes") return !may("list", what);
      return !may("patch", "deployments", "binder-event-pyintro");
    });
    expect(refused).toEqual([]);
    expect(objects.asked.length).toBeGreaterThan(8);
  });

  test.each([
    ["list", "secrets"],
    ["get", "secrets"],
    ["delete", "pods"],
    ["create", "pods"],
    ["get", "pods/portforward"],
    ["patch", "nodes"],
  ])("do not have %s of %s", (verb, resource) => {
    expect(may(verb, resource)).toBe(false);
  });

  test("are no longer than its own objects", () => {
    expect(may("patch", "deployments", "hub")).toBe(false);
    expect(may("patch", "configmaps", "binder-closed")).toBe(false);
    expect(may("list", "configmaps", "hub-config")).toBe(false);
  });

  test("reach a hub without an address through its pods", () => {
    expect(eventJobRules([eventOf()], true)).toContainEqual(
      expect.objectContaining({ resources: ["pods/portforward"], verbs: ["get", "create"] }),
    );
  });

  test("name no Deployment where there is no event: an empty list of names would be all of them", () => {
    expect(eventJobRules([]).some(({ resources }) => resources.includes("deployments"))).toBe(false);
  });
});
