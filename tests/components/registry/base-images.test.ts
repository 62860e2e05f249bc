import { dockerConfig } from "../../../components/registry/base-images";
import { registryNames } from "../../../components/registry/names";
import { registryValues } from "../../../components/registry/values";
import { run, withBinderHub } from "../../upstream/binderhub";
import { check, edited, existingStack, goodStack, type StackConfig } from "../../stack/stack";

const encrypted = ["binderhub:registryPassword", "binderhub:baseImageCredentials"];
const auth = (login: string) => Buffer.from(login).toString("base64");
const faults = (text: string, base: StackConfig = goodStack) =>
  check(edited({ baseImageCredentials: text }, base), encrypted).problems.map(({ key, rule }) => [key, rule]);

describe("logins for base images", () => {
  test("of several registries become what every Docker client reads", () => {
    const text = JSON.stringify({
      auths: { "docker.io": { username: "jdoe", password: "a:b" }, "ghcr.io": { auth: auth("ada:token") } },
    });
    expect(dockerConfig(text)).toEqual({
      auths: { "https://index.docker.io/v1/": { auth: auth("jdoe:a:b") }, "ghcr.io": { auth: auth("ada:token") } },
    });
  });

  test.each(["docker.io", "index.docker.io", "registry-1.docker.io", "https://index.docker.io/v1/", "hub.docker.com"])(
    "know Docker Hub as %s, or leave the name as it is",
    (name) => {
      const { auths } = dockerConfig(JSON.stringify({ auths: { [name]: { username: "a", password: "b" } } }));
      expect(Object.keys(auths)).toEqual([name === "hub.docker.com" ? name : "https://index.docker.io/v1/"]);
    },
  );

  test.each<readonly [string, string, RegExp]>([
    ["what is not JSON", "docker login -u jdoe", /as in Docker's config\.json/],
    ["a list", "[]", /as in Docker's config\.json/],
    [
      "logins that the Mac's keychain has",
      '{"auths": {"https://index.docker.io/v1/": {}}, "credsStore": "desktop"}',
      /credsStore/,
    ],
    ["no logins", '{"auths": {}}', /has no logins/],
    ["a user without a password", '{"auths": {"docker.io": {"username": "jdoe"}}}', /not whole/],
    ["an auth that is no login", '{"auths": {"docker.io": {"auth": "jdoe"}}}', /not whole/],
    ["an identity token", '{"auths": {"r.example.org": {"identitytoken": "x"}}}', /not whole/],
  ])("are not %s", (_name, text, rule) => {
    expect(faults(text)).toEqual([["binderhub:baseImageCredentials", expect.stringMatching(rule)]]);
  });

  test("have no use where builds get no logins", () => {
    const base = edited({ registry: { type: "none" }, builder: "host" }, existingStack);
    expect(faults('{"auths": {"a.b": {"username": "a", "password": "b"}}}', base)).toEqual([
      ["binderhub:baseImageCredentials", expect.stringMatching(/no use with registry\.type none/)],
    ]);
  });

  test("are merged into the builds' config.json, and BinderHub is told which of the registries is its own", () => {
    const logins = { auths: { "a.example.org": { auth: auth("a:b") } } };
    const values = (registry: Parameters<typeof registryNames>[0]) => {
      const names = registryNames(registry, "hub");
      return registryValues(names && { ...names, password: "pw" }, "binder", logins).config;
    };
    expect(values({ type: "dockerHub", username: "jdoe", prefix: "binder", private: false })).toMatchObject({
      BinderHub: { buildDockerConfig: logins },
      DockerRegistry: { url: "https://registry-1.docker.io" },
    });
    expect(
      values({ type: "custom", url: "https://z.example.org", username: "u", prefix: "binder" })?.DockerRegistry,
    ).toEqual({ url: "https://z.example.org" });
    expect(values({ type: "inCluster", prefix: "b", size: "1Gi", nodePort: 30_000 })?.DockerRegistry).toEqual({
      url: "http://registry.hub-registry.svc.cluster.local:5000",
    });
  });
});

withBinderHub("BinderHub's own code, with logins of several registries,", () => {
  const config = {
    auths: { "https://a.example.org": { auth: auth("other:x") }, "https://z.example.org": { auth: auth("pusher:pw") } },
  };
  const asked = (traits: object) => JSON.parse(run("registries.py", { dockerConfig: config, traits })) as unknown;

  test("looks for images in the first, if it is not told which is its own", () => {
    expect(asked({})).toEqual({ url: "https://a.example.org", username: "other" });
  });

  test("looks for images where it is told", () => {
    const names = registryNames(
      { type: "custom", url: "https://z.example.org", username: "pusher", prefix: "b" },
      "hub",
    );
    const { config: values } = registryValues(names && { ...names, password: "pw" }, "b", config);
    expect(asked(values?.DockerRegistry ?? {})).toEqual({ url: "https://z.example.org", username: "pusher" });
  });
});
