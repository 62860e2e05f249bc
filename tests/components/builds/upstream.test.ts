import { buildValues } from "../../../components/builds/values";
import { builderValues } from "../../../components/builder/values";
import { composeValues } from "../../../components/chart/compose";
import { run, withBinderHub } from "../../upstream/binderhub";
import { expanded } from "../../upstream/kubelet";
import { askRepo2docker, withRepo2docker } from "../../upstream/repo2docker";
import { buildsOf, file } from "./groups";

const appendix = "USER root\nRUN echo $(date) > /srv/built\nUSER ${NB_USER}";
const group = {
  image: "quay.io/jupyterhub/repo2docker:2024.07.0",
  baseImage: "registry.example.org/it/base:2026-10",
  appendix,
  buildArguments: { CRAN_MIRROR: "https://cran.example.org/?a=b c" },
  environment: { GIT_TRACE: "1" },
  timeout: 900,
};

interface Build {
  readonly command: readonly string[];
  readonly image: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly longest: number;
  readonly prefix: string;
}

const valuesOf = (builds: object, files = {}) =>
  composeValues([builderValues("dind", 1), buildValues({ builds: buildsOf(builds, files) }, "jdoe/binder-")]);

/** The command of a build pod, as BinderHub's own code makes it. Here it is written down for where that is not. */
const commandOf = (values: ReturnType<typeof valuesOf>) => {
  const { appendix: text, repo2docker_extra_args: more = [] } = values.config?.KubernetesBuildExecutor ?? {};
  const own = ["--ref=HEAD", "--image=registry/image:tag", "--no-clean", "--no-run", "--json-logs"];
  const user = ["--user-name=jovyan", "--user-id=1000"];
  return [
    ...["jupyter-repo2docker", ...own, ...user, ...(text === undefined ? [] : ["--appendix", text])],
    ...["--push", ...more, "https://github.com/a/b"],
  ];
};

withBinderHub("BinderHub's own code", () => {
  let build: Build;
  beforeAll(() => {
    build = JSON.parse(run("builds.py", { values: valuesOf(group) })) as Build;
  });

  test("tells repo2docker what is set", () => {
    expect(build.command).toEqual(commandOf(valuesOf(group)));
  });

  test("makes build pods of the image, with the variables", () => {
    expect([build.image, build.variables]).toEqual([group.image, { GIT_TRACE: "1" }]);
  });

  test("stops builds after the timeout", () => {
    expect(build.longest).toBe(900);
  });

  test("names images by the hash", () => {
    expect(build.prefix).toMatch(/^jdoe\/binder-[0-9a-f]{8}-$/);
  });
});

withRepo2docker("repo2docker's own code", () => {
  const ask = (builds: object, files?: Readonly<Record<string, string>>, more = {}) =>
    askRepo2docker(
      commandOf(valuesOf(builds, more)).map((argument) => expanded(argument)),
      files,
    );

  test("understands all of it, as it is written", () => {
    expect(ask(group)).toMatchObject({
      base: group.baseImage,
      appendix,
      arguments: group.buildArguments,
      ref: "HEAD",
      image: "registry/image:tag",
      user: "jovyan",
    });
  });

  test.each([
    ["a repository that names nothing", { "README.md": "" }],
    ["one with an environment", { "environment.yml": "dependencies: [numpy]" }],
    ["one of R", { "runtime.txt": "r-4.4-2025-01-01", "install.R": "" }],
    ["one of Julia", { "Project.toml": "" }],
    ["one of Nix", { "default.nix": "" }],
  ])("builds %s on the base image, and ends with the appendix", (_name, files) => {
    const { dockerfile } = ask({ baseImage: group.baseImage, appendix }, files);
    expect(dockerfile.trim()).toMatch(/^FROM registry\.example\.org\/it\/base:2026-10\n/);
    expect(dockerfile.trim().endsWith(appendix)).toBe(true);
  });

  test("takes a Dockerfile as it is: no base image, no appendix", () => {
    const { dockerfile } = ask(group, { Dockerfile: "FROM debian:12\n" });
    expect(dockerfile.trim()).toBe("FROM debian:12");
  });

  test("adds the packages of a default at the end", () => {
    const environment = file("environment.yml", "dependencies:\n  - numpy\n");
    const { dockerfile } = ask({ defaultFile: "./environment.yml", appendix }, undefined, environment);
    expect(dockerfile).toContain(`| base64 -d > /tmp/environment.yml`);
    expect(dockerfile.trim().endsWith(appendix)).toBe(true);
  });
});
