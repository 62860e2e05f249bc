import { checkChartValues } from "../../../rehearse/chart-schemas";
import { at } from "../../../settings/untyped";
import { composeValues } from "../../../components/chart/compose";
import { authValues } from "../../../components/login/values";
import { limitValues } from "../../../components/limits/values";
import { snippets } from "../../../components/private-repositories/values";
import { sizesForHub, sizeValues } from "../../../components/sizes/values";
import { edited, type Edits, settingsOf } from "../../stack/stack";
import { encrypted, gpuSize, sizedStack, withSizes } from "./stacks";

const settings = (edits: Edits) => settingsOf(edited(edits, sizedStack), encrypted);
const [everything] = sizesForHub(
  settings(
    withSizes(
      gpuSize({
        users: ["Ada"],
        groups: ["course ML"],
        cpuGuarantee: 0.5,
        memoryGuarantee: "2G",
        atOnce: 5,
        hours: 4,
        storage: false,
        imagePullPolicy: "Always",
      }),
    ),
  ),
);

test("a size is told to the hub by KubeSpawner's traits", () => {
  expect(everything).toEqual({
    name: "gpu",
    repositories: [expect.stringContaining("github\\.com")],
    users: ["ada"],
    groups: ["course ML"],
    at_once: 5,
    storage: false,
    set: {
      mem_limit: "8G",
      mem_guarantee: "2G",
      cpu_limit: 4,
      cpu_guarantee: 0.5,
      storage_pvc_ensure: false,
      image_pull_policy: "Always",
    },
    add: {
      extra_resource_limits: { "nvidia.com/gpu": 1 },
      node_selector: { "kubernetes.azure.com/agentpool": "deep" },
      tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
      extra_pod_config: { activeDeadlineSeconds: 14_400 },
    },
  });
});

test("what a size does not say is that of all servers", () => {
  const [size] = sizesForHub(settings({ ...withSizes({ name: "a" }), "limits.userMemory": "3G", "limits.userCpu": 2 }));
  expect(size).toMatchObject({
    set: { mem_limit: "3G", mem_guarantee: "256M", cpu_limit: 2, cpu_guarantee: 0.05 },
    add: {},
    repositories: null,
    users: null,
    groups: null,
    at_once: null,
    storage: true,
  });
});

test("what is set aside is never more than what may be taken", () => {
  const [size] = sizesForHub(settings(withSizes({ name: "a", memory: "128M", cpu: 0.01 })));
  expect(size).toMatchObject({ set: { mem_guarantee: "128M", cpu_guarantee: 0.01 } });
});

describe("groups", () => {
  const entra = {
    auth: { type: "entra", clientId: "id", tenantId: "00000000-0000-0000-0000-000000000000", allowAll: true },
    exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } },
  };
  const config = (edits: Edits) => {
    const all = settings(edits);
    const login = authValues(all.auth, { hubCallback: "x", binderCallback: "y", secret: "z" });
    return at(composeValues([login, sizeValues(all)]), "jupyterhub", "hub", "config", "GenericOAuthenticator");
  };

  test("of a login are read if sizes name some, and let nobody in", () => {
    const found = config({ ...entra, ...withSizes({ name: "a", groups: ["staff"] }) });
    expect(found).toMatchObject({ manage_groups: true, auth_state_groups_key: "oauth_user.groups", allow_all: true });
    expect(found).not.toHaveProperty("allowed_groups");
    expect(found).not.toHaveProperty("admin_groups");
  });

  test("of a login are not read if no size names any", () => {
    expect(config({ ...entra, ...withSizes({ name: "a", users: ["ada"] }) })).not.toHaveProperty("manage_groups");
  });

  test("that the login has for itself stay", () => {
    const own = { ...entra, "auth.allowedGroups": ["course"], "auth.allowAll": undefined, "auth.groupsClaim": "roles" };
    expect(config({ ...own, ...withSizes({ name: "a", groups: ["staff"] }) })).toMatchObject({
      allowed_groups: ["course"],
      auth_state_groups_key: "oauth_user.roles",
    });
  });

  test("of other logins are the hub's own, which need no value", () => {
    expect(sizeValues(settings(withSizes({ name: "a", groups: ["staff"] }))).jupyterhub?.hub).not.toHaveProperty(
      "config",
    );
  });
});

describe("the hub's code", () => {
  const values = sizeValues(settings(withSizes(gpuSize())));
  const pieces = values.jupyterhub?.hub?.extraConfig ?? {};

  test("runs after the chart's spawner, and before the check of private images", () => {
    const order = [...Object.keys(pieces), "0-binderspawnermixin", "00-binder", snippets.hub].sort();
    expect(order).toEqual(["0-binderspawnermixin", "00-binder", "z-sizes", "zz-private-images"]);
  });

  test("ends in the line that puts it before the spawner, with the sizes as text", () => {
    const [, line = ""] = /\nsizes\(c, json\.loads\((.*)\)\)\n$/.exec(pieces["z-sizes"] ?? "") ?? [];
    expect(JSON.parse(JSON.parse(line) as string)).toEqual({
      sizes: JSON.parse(JSON.stringify(sizesForHub(settings(withSizes(gpuSize()))))) as unknown,
    });
  });

  test("passes the real charts' schemas, beside the limits", () => {
    const all = settings({});
    expect(checkChartValues(composeValues([limitValues(all.limits, "dind"), values]))).toEqual([]);
  });
});

test("without sizes there is no value", () => {
  expect(sizeValues(settings({}))).toEqual({});
});
