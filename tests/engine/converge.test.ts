/** @jest-environment ./tests/engine/environment.ts */
import { isEmpty } from "./events";
import { onStage } from "./stage";
import { madeByClouds, named, outputOf, resourcesIn } from "./state";

/** A stack's whole life: everything that the facts below are about. */
const life = () =>
  onStage({}, async (rehearsal) => ({
    up: await rehearsal.run("up"),
    resources: resourcesIn(await rehearsal.state()),
    outputs: await rehearsal.outputs(),
    secondUp: await rehearsal.run("up"),
    preview: await rehearsal.run("preview"),
    refresh: await rehearsal.run("refresh"),
    upAfterRefresh: await rehearsal.run("up"),
    thingsBefore: rehearsal.clouds.all().length,
    destroy: await rehearsal.run("destroy"),
    resourcesLeft: resourcesIn(await rehearsal.state()),
    thingsLeft: rehearsal.clouds.all(),
  }));

describe("the dev stack", () => {
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });

  const addressOf = (name: string) => String(outputOf(named(seen.resources, name), "ipAddress"));

  describe("after one up", () => {
    it("has come up without an error", () => {
      expect(seen.up).toMatchObject({ succeeded: true, changes: { create: expect.any(Number) as number } });
    });

    it("was only created: nothing was made and changed again", () => {
      expect(Object.keys(seen.up.changes)).toEqual(["create"]);
    });

    it("has its group, cluster, two maintenance windows, two addresses, four tokens, namespace, message of a closed hub, release and its two load balancers' Services", () => {
      expect(
        madeByClouds(seen.resources)
          .map(({ type }) => type.split(":").at(-1))
          .sort(),
      ).toEqual([
        "ConfigMap",
        "MaintenanceConfiguration",
        "MaintenanceConfiguration",
        "ManagedCluster",
        "Namespace",
        "NetworkPolicy",
        "PublicIPAddress",
        "PublicIPAddress",
        "RandomBytes",
        "RandomBytes",
        "RandomBytes",
        "RandomBytes",
        "Release",
        "ResourceGroup",
        "ServicePatch",
        "ServicePatch",
      ]);
    });

    it("has two different addresses", () => {
      expect(addressOf("proxy-public-ip")).not.toBe(addressOf("binder-ip"));
    });

    it("has told BinderHub the address of proxy-public as its hub_url", () => {
      expect(outputOf(named(seen.resources, "binderhub-release"), "values", "config", "BinderHub", "hub_url")).toBe(
        `http://${addressOf("proxy-public-ip")}`,
      );
    });

    it("gives the URLs and addresses of hub and Binder page", () => {
      expect(seen.outputs).toMatchObject({
        hubUrl: { value: `http://${addressOf("proxy-public-ip")}` },
        proxyPublicIp: { value: addressOf("proxy-public-ip") },
        binderUrl: { value: `http://${addressOf("binder-ip")}` },
        binderIp: { value: addressOf("binder-ip") },
      });
    });

    it("gives the names that the settings chose", () => {
      expect(seen.outputs).toMatchObject({
        resourceGroup: { value: "testhub" },
        clusterName: { value: "hubcluster" },
        namespace: { value: "binderhub" },
      });
    });

    it("gives the kubeconfig and what the hub is operated with, and nothing else, as secrets", () => {
      const secrets = Object.entries(seen.outputs).filter(([, { secret }]) => secret);
      expect(secrets.map(([name]) => name).sort()).toEqual(["kubeconfig", "operate"]);
    });
  });

  describe("once it is up", () => {
    it("is left as it is by a second up", () => expect(isEmpty(seen.secondUp)).toBe(true));
    it("has nothing to preview", () => expect(isEmpty(seen.preview)).toBe(true));
    it("is found by refresh as it was left", () => expect(isEmpty(seen.refresh)).toBe(true));
    it("is left as it is by an up after refresh", () => expect(isEmpty(seen.upAfterRefresh)).toBe(true));
  });

  describe("after destroy", () => {
    it("has gone without an error", () => expect(seen.destroy.succeeded).toBe(true));
    it("has no resource in its state", () => expect(seen.resourcesLeft).toEqual([]));
    it("has nothing in the clouds where there was something", () => {
      expect({ before: seen.thingsBefore > 0, left: seen.thingsLeft }).toEqual({ before: true, left: [] });
    });
  });
});
