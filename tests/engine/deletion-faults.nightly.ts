/** @jest-environment ./tests/engine/environment.ts */
import { errors } from "./events";
import { onStage, several } from "./stage";
import { madeByClouds, nameOf, resourcesIn } from "./state";

const deletion = (resource: string) => ({ resource, operation: "delete" as const });

/** Two attempts to destroy, where deleting one resource fails once. */
const destroyedTwice = (from: string, resource: string) =>
  onStage({ from, faults: [deletion(resource)] }, async (rehearsal) => ({
    resource,
    failed: await rehearsal.run("destroy"),
    destroyed: await rehearsal.run("destroy"),
    resourcesLeft: resourcesIn(await rehearsal.state()),
    thingsLeft: rehearsal.clouds.all(),
  }));

/** One destroy, where deleting any of these would fail. */
const destroyedOnce = (from: string, resources: readonly string[]) =>
  onStage({ from, faults: resources.map(deletion) }, async (rehearsal) => ({
    destroyed: await rehearsal.run("destroy"),
    faultsLeft: rehearsal.faults.left.map(({ resource }) => resource),
    resourcesLeft: resourcesIn(await rehearsal.state()),
    thingsLeft: rehearsal.clouds.all(),
  }));

type Attempts = Awaited<ReturnType<typeof destroyedTwice>>;

describe("destroy", () => {
  let deleted: string[];
  let goneWithTheCluster: string[];
  let attempts: Attempts[];
  let unheeding: Awaited<ReturnType<typeof destroyedOnce>>;
  beforeAll(() =>
    onStage({}, async (rehearsal, folder) => {
      await rehearsal.run("up");
      const made = madeByClouds(resourcesIn(await rehearsal.state()));
      const names = (goes: boolean) =>
        made.filter(({ deletedWith }) => (deletedWith !== undefined) === goes).map(({ urn }) => nameOf(urn));
      [deleted, goneWithTheCluster] = [names(false), names(true)];
      [attempts, unheeding] = await Promise.all([
        several(deleted, (resource) => destroyedTwice(folder, resource)),
        destroyedOnce(folder, goneWithTheCluster),
      ]);
    }),
  );

  /** The resources for which something holds: all of them, or the message shows which are missing. */
  const where = (holds: (attempt: Attempts) => boolean) => attempts.filter(holds).map(({ resource }) => resource);

  describe("where a resource that has to be deleted cannot be at first", () => {
    it("knows such resources: the group, the cluster and the tokens", () => {
      expect([...deleted].sort()).toEqual([
        "cluster-aks",
        "cluster-group",
        "tokens-binder-api",
        "tokens-build",
        "tokens-cookie",
        "tokens-proxy",
      ]);
    });

    it("fails", () => expect(where(({ failed }) => !failed.succeeded)).toEqual(deleted));

    it("reports the cloud's error", () => {
      const message = (resource: string) => `simulated failure: delete of ${resource} did not succeed`;
      expect(
        where(({ resource, failed }) => errors(failed).some((error) => error.includes(message(resource)))),
      ).toEqual(deleted);
    });

    it("succeeds when it is run again", () => expect(where(({ destroyed }) => destroyed.succeeded)).toEqual(deleted));

    it("leaves nothing in the state then", () => {
      expect(where(({ resourcesLeft }) => resourcesLeft.length === 0)).toEqual(deleted);
    });

    it("leaves nothing in the clouds then", () => {
      expect(where(({ thingsLeft }) => thingsLeft.length === 0)).toEqual(deleted);
    });
  });

  describe("of what goes with the cluster", () => {
    it("knows the addresses, the windows, the namespace and what is in it", () => {
      expect([...goneWithTheCluster].sort()).toEqual([
        "binder-ip",
        "binderhub-binder-clients",
        "binderhub-build-policy",
        "binderhub-closed",
        "binderhub-namespace",
        "binderhub-proxy-public-clients",
        "binderhub-release",
        "maintenance-kubernetes",
        "maintenance-nodes",
        "proxy-public-ip",
      ]);
    });

    it("succeeds at once, whatever deleting it would do", () => expect(unheeding.destroyed.succeeded).toBe(true));
    it("deletes none of its own", () => expect(unheeding.faultsLeft).toEqual(goneWithTheCluster));
    it("leaves nothing in the state", () => expect(unheeding.resourcesLeft).toEqual([]));
    it("leaves nothing in the clouds", () => expect(unheeding.thingsLeft).toEqual([]));
  });
});
