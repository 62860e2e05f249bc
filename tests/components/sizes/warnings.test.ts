import { encrypted, stack } from "../private-repositories/stacks";
import { check, edited, type StackConfig } from "../../stack/stack";

function about(name: string, config: StackConfig): readonly string[] {
  const parsed = check(config, encrypted);
  if (parsed.settings === undefined) throw new Error(JSON.stringify(parsed.problems));
  return parsed.warnings.filter((text) => text.startsWith(`sizes[0].${name}`));
}

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
