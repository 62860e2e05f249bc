import { type Properties } from "../../../sandbox/model";
import { addUser } from "../../engine/users";
import { address, Cluster, named, namespace, release } from "./cluster";

let cluster: Cluster;
let key: string;
beforeEach(() => {
  cluster = new Cluster();
  key = cluster.create("namespace", namespace());
});

const pages = (nodePort: number) => ({ service: { type: "NodePort", nodePort } });
const claiming = (name: string) => ({
  service: { type: "LoadBalancer", annotations: { "service.beta.kubernetes.io/azure-pip-name": name } },
});
const keys = () => cluster.clouds.all().map(([each]) => each);
const other = (values: Properties) => {
  cluster.create("namespace", namespace("other"));
  return release(values, "other");
};

// helm v3.20.2 pkg/action/install.go `failRelease`
const uninstalled = "failed, and has been uninstalled due to atomic being set: ";
// helm v3.20.2 pkg/action/upgrade.go `failRelease`
const rolledBack = "failed, and has been rolled back due to atomic being set: ";

describe("a release", () => {
  // The chart's templates; names begin with the release's where they stand outside of the namespace.
  test("makes objects of which Pulumi does not know", () => {
    cluster.create("release", release());
    const objects = ["services/binder", "services/proxy-public", "persistentvolumeclaims/hub-db-dir"];
    const outside = ["ClusterRole/hub-user-scheduler", "ClusterRoleBinding/hub-image-cleaner"];
    expect([...objects, ...outside].filter((end) => !cluster.has(`/${end}`))).toEqual([]);
  });

  test("makes priorities only where it is asked for them", () => {
    const scheduling = { podPriority: { enabled: true }, userPlaceholder: { enabled: false } };
    cluster.create("release", release({ jupyterhub: { scheduling } }));
    expect(keys().filter((each) => each.includes("/PriorityClass/"))).toEqual([
      "existing/kind-test/PriorityClass/hub-default-priority",
    ]);
  });

  test("needs its namespace", () => {
    expect(() => cluster.create("release", release({}, "other"))).toThrow('namespaces "other" not found');
  });

  // helm v3.20.2 pkg/action/install.go `availableName`
  test("that is there cannot be installed", () => {
    cluster.create("release", release());
    expect(() => cluster.create("release", release())).toThrow("cannot re-use a name that is still in use");
  });

  // helm v3.20.2 pkg/action/upgrade.go `prepareUpgrade`
  test("that is gone cannot be upgraded", () => {
    expect(() => cluster.update("release", release())).toThrow('"hub" has no deployed releases');
  });

  // helm v3.20.2 pkg/storage/driver/secrets.go: records lie in the release's namespace
  test("of the same name can stand in another namespace", () => {
    cluster.create("release", release({ imageCleaner: { enabled: false }, ...withoutScheduler }));
    cluster.create("namespace", namespace("other"));
    const second = release({ imageCleaner: { enabled: false }, ...withoutScheduler }, "hub", "other");
    expect(() => cluster.create("release", second)).not.toThrow();
  });
});

const withoutScheduler = { jupyterhub: { scheduling: { userScheduler: { enabled: false } } } };

describe("an uninstall", () => {
  test("takes the hub's database along, and what stands outside of the namespace", () => {
    cluster.create("release", release());
    cluster.delete("release", release());
    expect(keys()).toEqual([key]);
  });

  // The hub makes users' claims: neither has Helm's marks, and the chart no `helm.sh/resource-policy`.
  test("leaves users' files", () => {
    cluster.create("release", release());
    const claim = addUser(cluster.clouds, key, "ada");
    cluster.delete("release", release());
    expect(cluster.clouds.get(claim)).toBeDefined();
  });

  // helm v3.20.2 pkg/action/uninstall.go `Run`; pulumi-kubernetes does not set `IgnoreNotFound`
  test("of what is gone fails", () => {
    expect(() => cluster.delete("release", release())).toThrow(
      "uninstall: Release not loaded: hub: release: not found",
    );
  });

  test("that waits in vain has forgotten the release", () => {
    cluster.create("release", release());
    cluster.clouds.edit(`${key}/services/binder`, {
      metadata: {
        ...(cluster.clouds.get(`${key}/services/binder`)?.properties.metadata as Properties),
        finalizers: ["service.kubernetes.io/load-balancer-cleanup"],
      },
    });
    expect(() => cluster.delete("release", release())).toThrow(
      "uninstallation completed with 1 error(s): context deadline exceeded",
    );
    expect(cluster.read("release", release())).toBeUndefined();
  });
});

describe("what another release has already", () => {
  test("node port: nothing is left of the install", () => {
    cluster.create("release", release(pages(30_901)));
    const second = other(pages(30_901));
    const before = keys();
    expect(() => cluster.create("release", second)).toThrow(
      `release other ${uninstalled}Service "binder" is invalid: spec.ports[0].nodePort: Invalid value: 30901: provided port is already allocated`,
    );
    expect(keys()).toEqual(before);
  });

  // https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/
  test("address: Helm waits for it until its timeout", () => {
    address(cluster.clouds, "binder");
    cluster.create("release", release(claiming("binder")));
    expect(() => cluster.create("release", other(claiming("binder")))).toThrow(
      `release other ${uninstalled}context deadline exceeded`,
    );
  });

  test("address: it is free after the uninstall", () => {
    address(cluster.clouds, "binder");
    cluster.create("release", release(claiming("binder")));
    cluster.delete("release", release());
    expect(() => cluster.create("release", other(claiming("binder")))).not.toThrow();
  });

  // helm v3.20.2 pkg/action/validate.go `existingResourceConflict`
  test("name outside of the namespace: the install is refused", () => {
    cluster.create("release", release());
    cluster.create("namespace", namespace("other"));
    expect(() => cluster.create("release", release({}, "hub", "other"))).toThrow(
      'Unable to continue with install: ClusterRole "hub-user-scheduler" in namespace "" exists and cannot be imported into the current release: invalid ownership metadata; annotation validation error: key "meta.helm.sh/release-namespace" must equal "other": current value is "hub"',
    );
  });

  test("Service that Helm did not make: the install is refused", () => {
    cluster.create("service", named("binder", { spec: { type: "ExternalName" } }));
    expect(() => cluster.create("release", release())).toThrow(
      'label validation error: missing key "app.kubernetes.io/managed-by": must be set to "Helm"',
    );
  });

  test("name of its own, left by a release that was killed: it is taken over", () => {
    cluster.breakOff("release", release(), "create");
    for (const each of keys()) if (each.includes("/secrets/")) cluster.clouds.remove(each);
    expect(() => cluster.create("release", release())).not.toThrow();
  });
});

describe("an upgrade that fails", () => {
  const failing = () => {
    cluster.create("service", named("page", { spec: { type: "NodePort", ports: [{ nodePort: 30_903 }] } }));
    cluster.create("release", release(pages(30_901)));
    return () => cluster.update("release", release(pages(30_903)));
  };

  test("is rolled back", () => {
    expect(failing()).toThrow(`Helm Release hub/hub: release hub ${rolledBack}`);
    expect(cluster.clouds.get(`${key}/services/binder`)?.properties.spec).toMatchObject({
      ports: [{ nodePort: 30_901 }],
    });
  });

  test("counts two revisions: itself and the way back", () => {
    expect(failing()).toThrow();
    expect(cluster.read("release", release())?.properties.status).toMatchObject({ revision: 3, status: "deployed" });
  });
});

// kubernetes pkg/registry/core/service/portallocator/operation.go: the new port is taken before the old one is given back
test("two Services of a release cannot swap their node ports", () => {
  const ports = (page: number, http: number) =>
    release({ ...pages(page), jupyterhub: { proxy: { service: { type: "NodePort", nodePorts: { http } } } } });
  cluster.create("release", ports(30_901, 30_902));
  expect(() => cluster.update("release", ports(30_902, 30_901))).toThrow("provided port is already allocated");
});

describe("a release that was killed", () => {
  // helm v3.20.2 pkg/action/install.go `availableName`
  test("while it was installed cannot be installed again", () => {
    cluster.breakOff("release", release(), "create");
    expect(() => cluster.create("release", release())).toThrow("cannot re-use a name that is still in use");
  });

  // helm v3.20.2 pkg/action/upgrade.go `errPending`
  test("while it was upgraded cannot be upgraded again", () => {
    cluster.create("release", release());
    cluster.breakOff("release", release(), "update");
    expect(() => cluster.update("release", release())).toThrow(
      "another operation (install/upgrade/rollback) is in progress",
    );
  });

  test("can be uninstalled, with all that it had made", () => {
    cluster.breakOff("release", release(), "create");
    cluster.delete("release", release());
    expect(keys()).toEqual([key]);
  });
});
