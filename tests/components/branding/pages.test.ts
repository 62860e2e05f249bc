import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { type Settings } from "../../../settings/settings";
import { brandingValues } from "../../../components/branding/values";

type Pages = NonNullable<Settings["branding"]["pages"]>;

const repository = "https://github.com/me/binderhub-custom-files";
const commit = "0123456789abcdef0123456789abcdef01234567";
const folder = "/etc/binderhub/custom";

const values = (pages: Partial<Pages>, path = "/") => brandingValues({ pages: { repository, ...pages } }, {}, path);
const cloner = (pages: Partial<Pages>) => values(pages).initContainers?.[0];

test("pages are cloned before BinderHub starts, into a volume that it shares", () => {
  const volume = { name: "custom-pages", mountPath: folder };
  expect(values({ tag: "v1" })).toStrictEqual({
    config: {
      BinderHub: {
        template_path: `${folder}/templates`,
        extra_static_path: `${folder}/static`,
        extra_static_url_prefix: "/extra_static/",
        template_variables: { EXTRA_STATIC_URL_PREFIX: "/extra_static/" },
      },
    },
    initContainers: [
      {
        name: "clone-pages",
        image: expect.stringMatching(/^docker\.io\/alpine\/git:v\d/) as unknown,
        command: ["sh", "-euc"],
        args: [expect.any(String) as unknown, folder, repository, "refs/tags/v1"],
        env: [
          { name: "HOME", value: "/tmp" },
          { name: "GIT_CONFIG_COUNT", value: "1" },
          { name: "GIT_CONFIG_KEY_0", value: "safe.directory" },
          { name: "GIT_CONFIG_VALUE_0", value: folder },
        ],
        securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, runAsUser: 1000 },
        volumeMounts: [volume],
      },
    ],
    extraVolumes: [{ name: "custom-pages", emptyDir: {} }],
    extraVolumeMounts: [volume],
  });
});

test("behind the hub's proxy, templates get the whole path, and BinderHub the part that it joins itself", () => {
  expect(values({ tag: "v1" }, "/services/binder/").config?.BinderHub).toMatchObject({
    extra_static_url_prefix: "/extra_static/",
    template_variables: { EXTRA_STATIC_URL_PREFIX: "/services/binder/extra_static/" },
  });
});

test.each<readonly [string, Partial<Pages>, string]>([
  ["a commit is its id", { commit }, commit],
  ["a tag is a tag, also where a branch has its name", { tag: "v1" }, "refs/tags/v1"],
  ["a branch is a branch, also where a tag has its name", { branch: "main" }, "refs/heads/main"],
])("%s", (_name, pages, reference) => {
  expect(cloner(pages)?.args?.at(-1)).toBe(reference);
});

test("a logo and texts stay beside the pages", () => {
  const both = brandingValues({ about: "us", pages: { repository, tag: "v1" } }, { logo: "data:," }, "/");
  expect(both.config?.BinderHub).toMatchObject({
    about_message: "us",
    extra_header_html: { "10-logo": expect.any(String) as unknown },
    template_path: `${folder}/templates`,
  });
});

test("the script is the same whatever the user says: what the user says are its arguments", () => {
  const script = cloner({ tag: "v1" })?.args?.[0];
  fc.assert(
    fc.property(fc.string(), fc.string(), (url, tag) => {
      const args = cloner({ repository: url, tag })?.args;
      expect(args).toEqual([script, folder, url, `refs/tags/${tag}`]);
    }),
  );
});

test("the script hands git what the user says as one argument each, never as a flag and never to the shell", () => {
  const script = cloner({ tag: "v1" })?.args?.[0] ?? "";
  const git = 'git() { for word in "$@"; do printf "[%s]" "$word"; done; echo; }; ';
  const run = (url: string, reference: string) =>
    execFileSync("sh", ["-euc", git + script, "/tmp", url, reference], { encoding: "utf8" });
  const evil = "--upload-pack=$(echo pwned) `id`; echo pwned";
  expect(run(evil, "refs/tags/$(x)")).toBe(
    `[init][-q][/tmp]\n[fetch][-q][--depth=1][--][${evil}][refs/tags/$(x)]\n[checkout][-q][FETCH_HEAD]\n`,
  );
});
