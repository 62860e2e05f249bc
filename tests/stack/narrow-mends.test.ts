import { at } from "../../settings/untyped";
import { mended } from "./mending";
import { check, edited } from "./stack";

const login = {
  auth: { type: "github", clientId: "id", allowedUsers: ["ada"], admins: ["grace"] },
  authClientSecret: "client-secret",
};
const google = { ...login, auth: { type: "google", clientId: "id", allowedUsers: ["ada@example.org"] } };
const perUser = (repositories: unknown) => ({ type: "perUser", repositories });
const folder = { type: "claim", claim: "data-sets" };
const secretKeys: readonly string[] = ["binderhub:registryPassword", "binderhub:authClientSecret"];

/** What is for some people alone, and is written wrongly. */
const wrong: readonly (readonly [name: string, edits: Readonly<Record<string, unknown>>])[] = [
  ["readers as a list", { ...login, folders: { exams: { ...folder, readers: ["ada"] } } }],
  ["readers as a text", { ...login, folders: { exams: { ...folder, readers: "ada" } } }],
  ["no readers", { ...login, folders: { exams: { ...folder, readers: {} } } }],
  ["a reader with a blank", { ...login, folders: { exams: { ...folder, readers: { users: [" ada"] } } } }],
  ["readers as one text", { ...login, folders: { exams: { ...folder, readers: { users: "ada" } } } }],
  ["an empty list of readers", { ...login, folders: { exams: { ...folder, readers: { groups: [] } } } }],
  ["readers without a login", { folders: { exams: { ...folder, readers: { users: ["ada"] } } } }],
  ["people of a size as one text", { ...login, sizes: [{ name: "big", users: "ada" }] }],
  ["a person of a size with a blank", { ...login, sizes: [{ name: "big", users: ["ada "] }] }],
  ["an empty list of a size's people", { ...login, sizes: [{ name: "big", groups: [] }] }],
  ["an empty list of a size's repositories", { sizes: [{ name: "big", repositories: [] }] }],
  ["a repository that may be launched, and is none", { repositories: { allowed: ["a b", "c d"] } }],
  ["no repository that may be launched", { repositories: { allowed: [] } }],
  ["a number where repositories are meant that may be launched", { repositories: { allowed: 7 } }],
  ["a source that there is not", { repositories: { sources: ["githubb"] } }],
  ["an expression for repositories that is none", { limits: { allowedRepos: 7 } }],
  ["addresses of the API server that are none", { azure: { apiServerRanges: ["x", "y"] } }],
  ["no address of the API server", { azure: { apiServerRanges: [] } }],
  ["a domain of a login that is none", { ...google, auth: { ...google.auth, hostedDomains: ["a b"] } }],
  ["repositories that may be private, and are none", { ...login, privateRepositories: perUser(["a b", 7]) }],
  ["people of a size without a login", { sizes: [{ name: "big", users: ["ada"] }] }],
];

/** Lists without which something would be for everybody. */
const narrowing = [
  ["repositories", "allowed"],
  ["repositories", "sources"],
  ["limits", "allowedRepos"],
  ["azure", "apiServerRanges"],
  ["auth", "hostedDomains"],
  ["privateRepositories", "repositories"],
] as const;

test.each(wrong)("%s: whoever follows the mends opens nothing to everybody", (_name, edits) => {
  let file: Parameters<typeof mended>[1] = { stack: edited(edits), secretKeys };
  for (let step = 0; step < 10; step += 1) {
    const [problem] = check(file.stack, file.secretKeys).problems;
    if (problem === undefined) break;
    file = { ...file, ...mended(problem.mend ?? "", file) };
  }
  const { settings, problems } = check(file.stack, file.secretKeys);
  expect(problems).toEqual([]);
  const open = [
    ...Object.values(settings?.folders ?? {}).filter(({ readers }) => readers === undefined),
    ...(settings?.sizes ?? []).filter(
      ({ users, groups, repositories }) => (users ?? groups ?? repositories) === undefined,
    ),
  ];
  expect(open).toEqual([]);
  const were = narrowing.filter(([group, name]) => at(edits, group, name) !== undefined);
  expect(were.filter(([group, name]) => at(file.stack, `binderhub:${group}`, name, 0) === undefined)).toEqual([]);
});
