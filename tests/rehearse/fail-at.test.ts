import { neverStruck, parseFault, unknownResource } from "../../rehearse/fail-at";
import { begun } from "./engine-events";

describe("--fail-at", () => {
  test("takes a name, a type, or an operation with either", () => {
    expect(parseFault("ManagedCluster")).toEqual({ resource: "ManagedCluster" });
    expect(parseFault("delete:binder-ip")).toEqual({ resource: "binder-ip", operation: "delete" });
  });

  test.each(["explode:binder-ip", "create:", ":x"])("refuses %s", (text) => {
    expect(() => parseFault(text)).toThrow(
      "Before the colon stands one of create, update, delete, read; after it, a resource.",
    );
  });

  const plan = [
    begun({ op: "create" }),
    begun({ op: "create" }),
    begun({ op: "create", urn: "urn:pulumi:dev::binderhub::binderhub:azure:AksCluster::cluster", custom: false }),
    begun({ op: "create", urn: "urn:pulumi:dev::binderhub::pulumi:providers:kubernetes::cluster-kubernetes" }),
  ];

  test.each(["cluster-aks", "ManagedCluster"])("knows %s", (resource) => {
    expect(unknownResource({ resource }, plan)).toBeUndefined();
  });

  test.each(["bogus", "cluster", "cluster-kubernetes"])("lists what could fail in place of %s", (resource) => {
    expect(unknownResource({ resource }, plan)).toBe(
      `--fail-at: no resource is called '${resource}'. By type or name there are:\n  ManagedCluster   cluster-aks`,
    );
  });

  test("says why a fault never struck", () => {
    expect(neverStruck({ resource: "binder-ip", operation: "delete" }, undefined, "dev")).toBe(
      "--fail-at: nobody was asked to delete binder-ip, so nothing failed. What stands in a cluster goes with it.",
    );
    expect(neverStruck({ resource: "binder-ip" }, "up", "dev")).toBe(
      "--fail-at: binder-ip was left as it was, so nothing failed.",
    );
  });

  test.each([
    ["delete", "up", "npm start -- --stack prod destroy --fail-at delete:binder-ip"],
    ["read", "up", "npm start -- --stack prod refresh --fail-at read:binder-ip"],
    ["update", undefined, "npm start -- --stack prod up --set … --fail-at update:binder-ip"],
  ] as const)("says where one at %s would strike, in the same stack", (operation, verb, command) => {
    expect(neverStruck({ resource: "binder-ip", operation }, verb, "prod")).toContain(`try "${command}"`);
  });

  test("says that a preview only plans", () => {
    expect(neverStruck({ resource: "binder-ip", operation: "delete" }, "preview", "dev")).toMatch(
      /a preview only plans/,
    );
  });
});
