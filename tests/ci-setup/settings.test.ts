import { type RawSettings, settings } from "../../ci-setup/settings";

const said = { stage: "dev", repository: "me/hub", location: "westeurope" };
const user = "7a1b2c3d-0000-4000-8000-00000000abcd";

describe("the settings of the set-up", () => {
  it("have defaults for all but stage, repository and location", () =>
    expect(settings(said)).toEqual({
      ...{ stage: "dev", subject: "me/hub", repository: "me/hub", location: "westeurope" },
      ...{ name: expect.any(String) as string, users: [], assignsRoles: false, protect: true },
    }));

  it("take all that can be said", () => {
    const all = { ...said, stage: "prod", name: "myhubstate", users: [user], assignsRoles: true, protect: false };
    expect(settings(all)).toMatchObject({ stage: "prod", name: "myhubstate", users: [user], assignsRoles: true });
  });

  it.each([
    ["me/hub", "me/hub", "me/hub"],
    ["My-Group/hub.of_2026", "My-Group/hub.of_2026", "My-Group/hub.of_2026"],
    ["me@12/hub@345", "me@12/hub@345", "me/hub"],
    // As `gh api repos/me/hub/actions/oidc/customization/sub --jq .sub_claim_prefix` prints it.
    ["repo:me@12/hub@345", "me@12/hub@345", "me/hub"],
  ])("know the repository %s by its subject and its name", (repository, subject, name) =>
    expect(settings({ ...said, repository })).toMatchObject({ subject, repository: name }),
  );

  it.each<[string, Partial<RawSettings>, RegExp]>([
    ["no repository", { repository: undefined }, /^ {2}repository: owner\/name$/m],
    ["a name without owner", { repository: "hub" }, /^ {2}repository: owner\/name, or/m],
    ["an address", { repository: "https://github.com/me/hub" }, /repository: owner\/name/],
    ["a wildcard", { repository: "me/*" }, /repository: owner\/name/],
    ["more of a subject", { repository: "me/hub:environment:production" }, /repository: owner\/name/],
    ["one id without the other", { repository: "me@12/hub" }, /repository: both ids or none/],
    ["a stage that nothing deploys", { stage: "staging" }, /stage: one of dev, prod/],
    ["a region in words", { location: "West Europe" }, /location: an Azure region/],
    ["a name that Azure does not take", { name: "My-Hub" }, /name: 3 to 24 lower-case letters/],
    ["a name that is too long", { name: "a".repeat(25) }, /name: 3 to 24/],
    ["a user by e-mail", { users: ["me@example.org"] }, /users\.0: the object id of a user/],
    ["a yes that is none", { assignsRoles: "yes" }, /assignsRoles: true or false/],
  ])("refuse %s", (_what, wrong, complaint) => expect(() => settings({ ...said, ...wrong })).toThrow(complaint));

  it("are refused all at once, and say that nothing was done", () =>
    expect(() => settings({ stage: "x", repository: "y", location: "Z" })).toThrow(
      /^The set-up cannot begin\. Nothing was changed\.\n {2}stage: [^\n]+\n {2}repository: [^\n]+\n {2}location: [^\n]+$/,
    ));

  it("make a name that storage accounts and vaults take, one for each stage and repository", () => {
    const names = [said, { ...said, stage: "prod" }, { ...said, repository: "you/hub" }].map(
      (one) => settings(one).name,
    );
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9]{2,23}$/);
  });

  it("make the same name with ids as without", () =>
    expect(settings({ ...said, repository: "me@12/hub@345" }).name).toBe(settings(said).name));
});
