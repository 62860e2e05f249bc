import { encrypted, stack } from "../private-repositories/stacks";
import { edited, type Edits, type StackConfig, warningsOf } from "../../stack/stack";

const about = (name: string, config: StackConfig) =>
  warningsOf(config, [...encrypted, "binderhub:dummyPassword"]).filter((text) => text.startsWith(`sizes[0].${name}`));

const size = (keys: object) => ({ sizes: [{ name: "big", memory: "3G", ...keys }] });

test.each([
  ["all that people may read", {}, "github.com/mygroup/exam", true],
  ["those of a group", { "privateRepositories.repositories": ["github.com/mygroup/*"] }, "github.com/*", true],
  ["those of another group", { "privateRepositories.repositories": ["github.com/mygroup/*"] }, "github.com/x/*", false],
  ["none at that place", {}, "gitlab.com/x/*", false],
])("a size by repository is not that of private ones, and that is said: %s", (_name, edits, pattern, isWarned) => {
  const config = stack("perUser", { ...edits, ...size({ repositories: [pattern] }) });
  expect(about("repositories", config)).toHaveLength(isWarned ? 1 : 0);
});

test.each([
  ["github", undefined, true],
  ["github", ["grace"], false],
])("with login %s and administrators %j, groups of a size may be nobody's", (type, admins, isWarned) => {
  const auth = { type, clientId: "id", allowedUsers: ["ada"], ...(admins && { admins }) };
  const config = edited({ auth, authClientSecret: "client-secret", ...size({ groups: ["staff"] }) });
  expect(about("groups", config)).toHaveLength(isWarned ? 1 : 0);
});

test("groups that the login tells are somebody's", () => {
  const auth = {
    type: "entra",
    clientId: "id",
    tenantId: "00000000-0000-0000-0000-000000000000",
    allowedUsers: ["a@b.org"],
  };
  const exposure = { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } };
  const config = edited({ auth, exposure, authClientSecret: "client-secret", ...size({ groups: ["staff"] }) });
  expect(about("groups", config)).toEqual([]);
});

test.each([
  ["dummy", true],
  ["github", false],
])("with login %s, users of a size can be anybody: %s", (type, isWarned) => {
  const login = type === "dummy" ? { type, allowAll: true } : { type, clientId: "id", allowedUsers: ["ada"] };
  const secret = type === "dummy" ? { dummyPassword: "a-long-password-of-all" } : { authClientSecret: "client-secret" };
  const config = edited({ auth: login, ...secret, ...size({ users: ["ada"] }) });
  expect(about("users", config)).toHaveLength(isWarned ? 1 : 0);
});

describe("a pool with GPUs", () => {
  const gpus = { role: "user", vmSize: "Standard_NC4as_T4_v3", gpu: true, min: 0, max: 1 };
  const pools = { "azure.pools": { users: { role: "user", vmSize: "Standard_D4s_v5" }, gpus } };
  const asks = { limits: { "nvidia.com/gpu": 1 } };
  const idle = (edits: Edits) =>
    warningsOf(edited({ ...pools, ...edits })).filter((text) => text.startsWith("azure.pools.gpus"));

  test("that no server asks for is said to be idle, with a size that asks", () => {
    expect(idle({})).toEqual([expect.stringMatching(/no server asks for a GPU.*binderhub:sizes\[0\]\.pool' gpus$/)]);
    const small = { sizes: [{ name: "small", memory: "1G" }] };
    expect(idle(small)).toEqual([expect.stringContaining("binderhub:sizes[1].gpu' 1")]);
  });

  test.each<[string, Edits]>([
    ["a size", { sizes: [{ name: "gpu", gpu: 1, pool: "gpus" }] }],
    ["every server", { "extraValues.jupyterhub.singleuser.extraResource": asks }],
    [
      "perhaps a profile of the user's own",
      { "extraValues.jupyterhub.singleuser.profileList": [{ display_name: "A" }] },
    ],
  ])("that %s asks for is not", (_what, edits) => {
    expect(idle(edits)).toEqual([]);
  });
});
