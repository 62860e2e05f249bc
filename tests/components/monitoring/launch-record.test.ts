import { at } from "../../../settings/untyped";
import { deployed } from "../deployed";
import { localStack } from "../full-stacks";

const watched = { monitoring: { type: "inCluster" } };

async function made(edits: object) {
  const { resources } = await deployed({}, localStack({ ...edits }));
  const values = resources.find(({ name }) => name === "binderhub-release")?.inputs.values;
  return { values, secret: resources.find(({ name }) => name === "binderhub-launches-secret")?.inputs };
}

test("without the setting, nothing is counted or recorded", async () => {
  const { values, secret } = await made({});
  expect(secret).toBeUndefined();
  expect(JSON.stringify(values)).not.toMatch(/zy-monitoring|LAUNCH_RECORD_KEY|binder-monitoring|binder-check-results/);
});

describe("with the setting", () => {
  test("the key stands in a Secret, and BinderHub is given it by reference", async () => {
    const { values, secret } = await made(watched);
    expect(at(values, "extraEnv", "LAUNCH_RECORD_KEY")).toEqual({
      valueFrom: { secretKeyRef: { name: "name-of-binderhub-launches-secret", key: "key" } },
    });
    expect(at(secret, "metadata", "name")).toBe("binder-launch-record");
  });

  test("BinderHub sees what checks found, and whether the hub is closed", async () => {
    const { values } = await made(watched);
    const [volumes, mounts] = [at(values, "extraVolumes"), at(values, "extraVolumeMounts")] as [Named[], Named[]];
    for (const name of ["binder-closed", "binder-check-results"]) {
      expect(volumes).toContainEqual(expect.objectContaining({ name }));
      expect(mounts).toContainEqual(expect.objectContaining({ name, readOnly: true }));
    }
  });

  test("what reads JupyterHub's numbers may do nothing else", async () => {
    const { values } = await made(watched);
    expect(at(values, "jupyterhub", "hub", "loadRoles", "binder-monitoring")).toEqual({
      services: ["binder-monitoring"],
      scopes: ["read:metrics"],
    });
  });

  test("its piece of configuration runs before those that must be the last", async () => {
    const { values } = await made(watched);
    const pieces = Object.keys(at(values, "extraConfig") as object).sort();
    expect(pieces.indexOf("zy-monitoring")).toBeGreaterThanOrEqual(0);
    expect(pieces.filter((name) => name > "zy-monitoring").every((name) => name.startsWith("zz-"))).toBe(true);
  });
});

interface Named {
  readonly name: string;
}
