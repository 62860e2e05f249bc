import { checkChartValues } from "../../../rehearse/chart-schemas";
import { check, type Edits, goodStack, edited } from "../../stack/stack";
import { deployed } from "../deployed";
import { azureStack, localStack } from "../full-stacks";
import { input } from "../recorder";
import { at } from "../../../settings/untyped";

const volume = { name: "binder-closed", configMap: { name: "binder-closed", optional: true } };
const mount = { name: "binder-closed", mountPath: "/etc/binder-closed", readOnly: true };
const login: Edits = { auth: { type: "github", clientId: "client-id", allowedUsers: ["ada"] }, authClientSecret: "x" };

const map = async (edits: Edits = {}) => (await deployed({}, localStack(edits))).named("binderhub-closed");
const values = async (stack = localStack()) =>
  input((await deployed({}, stack)).named("binderhub-release"), "values") as Readonly<Record<string, unknown>>;

describe("the ConfigMap", () => {
  test.each([
    ["is there and empty while the hub is open", {}, ""],
    ["has the message while it is closed", { operate: { closed: "Back at 14:00" } }, "Back at 14:00"],
  ])("%s", async (_what, edits, message) => {
    expect((await map(edits)).inputs).toMatchObject({
      metadata: { name: "binder-closed", namespace: "hub" },
      data: { message },
    });
  });

  test("is taken back from whoever wrote into it by hand", async () => {
    expect(input(await map(), "metadata", "annotations")).toEqual({ "pulumi.com/patchForce": "true" });
  });

  test.each([
    ["a cluster in Azure", azureStack],
    ["an existing cluster", localStack],
  ])("is changed in place in %s, so that pods that run see the change", async (_what, stack) => {
    const { ofType } = await deployed({}, stack());
    expect(ofType("pulumi:providers:kubernetes").inputs.enableConfigMapMutable).toBe("true");
  });

  test("comes before the release, and goes with the namespace", async () => {
    const { named } = await deployed({}, localStack());
    expect(named("binderhub-release").dependencies).toContain((await map()).urn);
    expect((await map()).deletedWith).toBe(named("binderhub-namespace").urn);
  });
});

test("a message changes nothing in the release: no pod restarts", async () => {
  expect(await values(localStack({ operate: { closed: "Back at 14:00" } }))).toEqual(await values());
});

describe("the pod of BinderHub", () => {
  test("has the message as a folder, which the kubelet changes, and starts without it", async () => {
    const { extraVolumes, extraVolumeMounts } = await values();
    expect({ extraVolumes, extraVolumeMounts }).toEqual({ extraVolumes: [volume], extraVolumeMounts: [mount] });
  });

  test("has the pages of branding beside it", async () => {
    const { extraVolumes, extraVolumeMounts } = await values(azureStack());
    expect(extraVolumes).toEqual([{ name: "custom-pages", emptyDir: {} }, volume]);
    expect(extraVolumeMounts).toEqual([{ name: "custom-pages", mountPath: "/etc/binderhub/custom" }, mount]);
  });

  test("has the user's own volumes beside it", async () => {
    const own = { name: "own", emptyDir: {} };
    const at = { name: "own", mountPath: "/own" };
    const extraValues = { extraVolumes: [own], extraVolumeMounts: [at] };
    expect(await values(localStack({ extraValues }))).toMatchObject({
      extraVolumes: [own, volume],
      extraVolumeMounts: [at, mount],
    });
  });
});

describe("the pod of JupyterHub", () => {
  const hub = async (edits: Edits) => at(await values(localStack(edits)), "jupyterhub", "hub");

  test("has nothing of it without a login: only BinderHub starts servers", async () => {
    const without = await hub({});
    expect([at(without, "extraVolumes"), at(without, "extraConfig", "zz-closed")]).toEqual([undefined, undefined]);
  });

  test("has the message and the user's own volumes where people log in", async () => {
    const own = { name: "own", emptyDir: {} };
    const extraValues = { jupyterhub: { hub: { extraVolumes: [own] } } };
    expect(await hub({ ...login, extraValues })).toMatchObject({
      extraVolumes: [own, volume],
      extraVolumeMounts: [mount],
      extraConfig: { "zz-closed": expect.stringContaining("ClosableSpawner") as string },
    });
  });
});

test("the code of both reads the file that is mounted", async () => {
  const all = await values(localStack(login));
  for (const path of [["extraConfig"], ["jupyterhub", "hub", "extraConfig"]]) {
    const lines = String(at(all, ...path, "zz-closed"))
      .trimEnd()
      .split("\n");
    expect(lines.at(-1)).toBe(String.raw`closing(c, json.loads("{\"file\":\"/etc/binder-closed/message\"}"))`);
  }
});

test("the values pass the real charts' schemas", async () => {
  expect(checkChartValues(await values(localStack(login)))).toEqual([]);
});

describe("values of the user's own", () => {
  const piece = (name: string, text: string, ...path: string[]) =>
    [...path, "extraConfig", name].reduceRight<unknown>((below, step) => ({ [step]: below }), text) as object;
  const problems = (extraValues: object, edits: Edits = login) =>
    check(edited({ ...edits, extraValues }, goodStack), ["binderhub:registryPassword", "binderhub:authClientSecret"])
      .problems;
  const quota = "c.BinderHub.launch_quota_class = Mine";
  const spawner = "c.JupyterHub.spawner_class = Mine";

  test.each([
    ["the code of BinderHub", piece("zz-closed", ""), "extraConfig.zz-closed"],
    ["the code of JupyterHub", piece("zz-closed", "", "jupyterhub", "hub"), "jupyterhub.hub.extraConfig.zz-closed"],
    ["all pieces of BinderHub", { extraConfig: null }, "extraConfig"],
    ["the quota, by a piece that runs later", piece("zzz", quota), "extraConfig.zzz"],
    [
      "the spawner, by a piece that runs later",
      piece("zzz", spawner, "jupyterhub", "hub"),
      "jupyterhub.hub.extraConfig.zzz",
    ],
  ])("may not undo %s", (_what, extraValues, key) => {
    const found = problems(extraValues);
    expect(found.map((problem) => problem.key)).toContain(`binderhub:extraValues.${key}`);
    expect(found.every(({ mend }) => mend?.startsWith("pulumi config rm"))).toBe(true);
  });

  test.each([
    ["a quota before the code", piece("10-quota", quota), login],
    ["a spawner before the code", piece("10-spawner", spawner, "jupyterhub", "hub"), login],
    ["another piece after it", piece("zzz", "c.BinderHub.about_message = 'us'"), login],
    ["a spawner after it where nobody logs in", piece("zzz", spawner, "jupyterhub", "hub"), {}],
  ])("may have %s", (_what, extraValues, edits) => {
    expect(problems(extraValues, edits)).toEqual([]);
  });

  test("that others refuse are told once", () => {
    const sizes = [{ name: "large", memory: "4G" }];
    const found = problems(piece("zzz", spawner, "jupyterhub", "hub"), { ...login, sizes });
    expect(found.map(({ key }) => key)).toEqual(["binderhub:extraValues.jupyterhub.hub.extraConfig.zzz"]);
  });
});
