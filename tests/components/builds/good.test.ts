import { edited, type Edits, existingStack, goodStack, settingsOf, type StackConfig } from "../../stack/stack";
import { file } from "./groups";

const digest = `sha256:${"0a".repeat(32)}`;
const files = {
  ...file("a.Dockerfile", "USER root\nRUN apt-get update\nUSER ${NB_USER}\n"),
  ...file(
    "course/environment.yml",
    "name: course\nchannels: [conda-forge]\ndependencies:\n  - numpy\n  - pip:\n    - nbgitpuller\n",
  ),
  ...file("course/requirements.txt", "# packages\nnumpy==2.1\n--extra-index-url https://example.org/simple\n"),
  ...file("ca.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"),
};
const b = (name: string, value: unknown): Edits => ({ [`builds.${name}`]: value });
const proxy = (values: object): Edits => ({ "network.proxy": { http: "http://10.1.2.3:3128", ...values } });

const good: readonly (readonly [name: string, edits: Edits, base?: StackConfig])[] = [
  ["repo2docker by its digest", b("image", `quay.io/jupyterhub/repo2docker@${digest}`)],
  ["repo2docker by tag and digest", b("image", `quay.io/jupyterhub/repo2docker:latest@${digest}`)],
  ["a base image on a port", b("baseImage", "registry.lan:5000/it/base_1:v1.0_x")],
  ["a base image of Docker Hub", b("baseImage", "buildpack-deps:noble")],
  ["an appendix in a file", b("appendixFile", "./a.Dockerfile")],
  ["an appendix of several lines", b("appendix", "RUN a && \\\n    b\n\n# a comment\nENV A=b")],
  ["an appendix that copies from another image", b("appendix", "COPY --from=ghcr.io/a/b:1 /x /x")],
  ["an appendix that adds from the net", b("appendix", "ADD https://example.org/a.tar.gz /srv/")],
  ["an appendix with a text below", b("appendix", "RUN <<EOF\npip install x\nEOF\nUSER ${NB_USER}")],
  ["an appendix that copies a text below", b("appendix", "COPY <<EOF /srv/motd\nFROM all of us\nEOF")],
  ["instructions in lower case", b("appendix", "run true")],
  ["build arguments", b("buildArguments", { CRAN_MIRROR: "https://cran.example.org", _A1: "", REPO_DIR: "/srv/repo" })],
  [
    "an environment",
    b("environment", { GIT_HTTP_LOW_SPEED_LIMIT: "1000", PIP_INDEX_URL: "https://example.org/simple" }),
  ],
  ["an environment for who names none", b("defaultFile", "./course/environment.yml")],
  ["requirements for who names none", b("defaultFile", "./course/requirements.txt")],
  ["the shortest and the longest build", b("timeout", 300)],
  ["a build of a day", b("timeout", 86_400)],
  ["a cache", b("cacheSize", "1T")],
  ["a cache beside an argument of Docker", { ...b("cacheSize", "40G"), "buildDaemon.arguments": ["--mtu=1450"] }],
  [
    "everything of builds in extra values, where no setting is",
    {
      "extraValues.config.KubernetesBuildExecutor": {
        appendix: "RUN true",
        extra_envs: { A: "b" },
        build_image: "a:1",
      },
      "extraValues.config.BinderHub": { build_max_age: 60 },
      "extraValues.dind.daemonset.extraArgs": ["--mtu=1450"],
    },
  ],
  [
    "more arguments beside ours",
    {
      ...b("baseImage", "a:1"),
      "extraValues.config.KubernetesBuildExecutor.repo2docker_extra_args": ["--Repo2Docker.base_image=a:1", "--debug"],
    },
  ],
  ["more variables beside ours", { ...proxy({}), "extraValues.jupyterhub.singleuser.extraEnv": { A: "b" } }],
  ["a proxy for both", proxy({ https: "http://proxy.example.org:3129/" })],
  ["a proxy that looks into HTTPS", proxy({ certificate: "./ca.pem" })],
  [
    "all forms of hosts without a proxy",
    proxy({ noProxy: [".example.org", "git.example.org", "10.1.0.0/16", "10.1.2.9", "intranet"] }),
  ],
  [
    "a proxy over HTTPS on a cluster that is there",
    { "network.proxy": { http: "https://proxy.example.org" } },
    existingStack,
  ],
  ["a proxy of a public address", { "network.proxy": { https: "http://203.0.113.9:8080" } }],
  ["a proxy with Podman", { ...proxy({ certificate: "./ca.pem" }), builder: "pink" }],
];

test.each(good.map(([name, edits, base = goodStack]) => [name, edits, base] as const))("%s", (_name, edits, base) => {
  expect(settingsOf(edited(edits, base), undefined, files)).toBeDefined();
});
