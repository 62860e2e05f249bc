import { folderValues, hubSettings } from "../../../components/folders/values";
import { linkCommand } from "../../../components/storage/links";
import { concepts } from "../../../components/concepts";
import { composeValues } from "../../../components/chart/compose";
import { notices } from "../../../stack/standing";
import { edited, type Edits, settingsOf } from "../../stack/stack";

const secretKeys = ["binderhub:registryPassword", "binderhub:authClientSecret"];
const login = { auth: { type: "github", clientId: "id", allowedUsers: ["ada"] }, authClientSecret: "client-secret" };
const settings = (edits: Edits) => settingsOf(edited({ ...login, ...edits }), secretKeys);
const data = { type: "claim", claim: "data-sets" };
const told = (folder: object) => hubSettings(settings({ folders: { data: folder } }).folders)[0];

test("nothing is set where no folder is shared", () => {
  expect(folderValues(settings({}))).toStrictEqual({});
});

describe("the hub is told", () => {
  test("of a claim that is there: everybody reads, and nobody writes", () => {
    expect(told(data)).toStrictEqual({
      name: "data",
      claim: "data-sets",
      at: "/mnt/binderhub/folders/data",
      readers: "everybody",
      writers: { users: [], groups: [] },
    });
  });

  test("that everybody writes", () => {
    expect(told({ ...data, writers: { everybody: true } })).toMatchObject({ writers: "everybody" });
  });

  test("of users in lower case, as JupyterHub writes them, and of groups as they are", () => {
    const people = { users: ["Ada", "grace"], groups: ["Staff"] };
    const known = { users: ["ada", "grace"], groups: ["Staff"] };
    expect(told({ ...data, readers: people, writers: people })).toMatchObject({ readers: known, writers: known });
  });

  test("of a new folder's claim, by the folder's name", () => {
    expect(told({ type: "new" })).toMatchObject({ claim: "folder-data" });
  });

  test("of a share's claim by another name for another share, as a claim never leaves its volume", () => {
    const share = { type: "azureFiles", account: "mydata", resourceGroup: "data-rg", share: "sets" };
    const names = [share, { ...share, share: "more" }, { ...share, account: "other" }, share].map(
      (one) => (told(one) as { claim: string }).claim,
    );
    expect(names[0]).toMatch(/^share-data-[0-9a-f]{8}$/);
    expect(new Set(names).size).toBe(3);
    expect(names[3]).toBe(names[0]);
  });

  test("of a folder outside the home folder where it is seen", () => {
    expect(told({ ...data, mountPath: "/data/sets" })).toMatchObject({ at: "/data/sets" });
  });

  test("all of it as JSON in the last line of the code", () => {
    const asked = settings({ folders: { data } });
    const code = folderValues(asked).jupyterhub?.hub?.extraConfig?.["zz-folders"] ?? "";
    const [, json = ""] = /\nshared_folders\(c, json\.loads\((".*")\)\)\n$/.exec(code) ?? [];
    expect(JSON.parse(JSON.parse(json) as string)).toEqual(hubSettings(asked.folders));
  });
});

describe("people find a folder", () => {
  const singleuser = (edits: Edits) => folderValues(settings(edits)).jupyterhub?.singleuser;
  const link = { at: "/mnt/binderhub/folders/data", link: "data" };

  test("by a link in the home folder, and by a variable", () => {
    expect(singleuser({ folders: { data } })).toStrictEqual({
      extraEnv: { BINDERHUB_FOLDERS: "/mnt/binderhub/folders" },
      lifecycleHooks: { postStart: { exec: { command: linkCommand([link]) } } },
    });
  });

  test("beside their own volume: one hook makes both links", () => {
    const own = { at: "/mnt/binderhub/storage", link: "mine" };
    const made = singleuser({ folders: { data }, storage: { mountPath: "/home/jovyan/mine" } });
    expect(made?.lifecycleHooks?.postStart.exec.command).toEqual(linkCommand([own, link]));
  });

  test("at its place alone, if that is outside the home folder", () => {
    expect(singleuser({ folders: { data: { ...data, mountPath: "/data/sets" } } })).toBeUndefined();
  });

  test("and the hook for all is what the whole program sets", () => {
    const all = settings({ folders: { data }, storage: { size: "1Gi" } });
    const layers = concepts.filter(({ settings: own }) => "folders" in own || "storage" in own);
    const merged = composeValues(layers.map(({ values }) => values?.(all, {} as never) ?? {}));
    const own = { at: "/mnt/binderhub/storage", link: "persistent" };
    expect(merged.jupyterhub?.singleuser?.lifecycleHooks?.postStart.exec.command).toEqual(linkCommand([own, link]));
  });
});

describe("groups come from the login", () => {
  const tenantId = "00000000-0000-0000-0000-000000000000";
  const exposure = { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } };
  const entra = (more: object = {}) => ({
    exposure,
    auth: { type: "entra", clientId: "id", tenantId, allowAll: true, ...more },
  });
  const told = (edits: Edits) => folderValues(settings(edits)).jupyterhub?.hub?.config;
  const course = { type: "new", readers: { groups: ["course"] } };
  const managed = (key: string) => ({ GenericOAuthenticator: { manage_groups: true, auth_state_groups_key: key } });

  test("where a folder names some, and the login tells them in a claim", () => {
    expect(told({ ...entra(), folders: { course } })).toEqual(managed("oauth_user.groups"));
    expect(
      told({ ...entra({ groupsClaim: "roles" }), folders: { data: { ...data, writers: { groups: ["staff"] } } } }),
    ).toEqual(managed("oauth_user.roles"));
  });

  test("and otherwise from an administrator, or are not asked for", () => {
    expect(told({ ...entra(), folders: { data } })).toBeUndefined();
    expect(told({ folders: { course } })).toBeUndefined();
  });
});

describe("another size of people's volumes", () => {
  const recorded = (storageSize?: string) => new Map([["binderhub", { type: "", outputs: { storageSize } }]]);
  const said = (size: string, was?: string) =>
    notices(settings({ storage: { size } }), recorded(was)).filter((notice) => notice.startsWith("storage.size"));

  test.each(["1Gi", "4Gi"])("is told of: %s in place of 2Gi is for new people", (size) => {
    expect(said(size, "2Gi")).toEqual([expect.stringMatching(/Volumes that exist keep their size/)]);
  });

  test("is not told of if it is the same, or if there was none", () => {
    expect([...said("2Gi", "2Gi"), ...said("2Gi")]).toEqual([]);
  });
});
