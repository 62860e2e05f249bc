import { existingStack } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";

const key = (name: string) => `binderhub:builds.${name}`;
const set = (name: string, value: unknown) => ({ [`builds.${name}`]: value });
const appendix = (text: string) => set("appendix", text);
const file = (name: string, text: string): More => ({ files: { [`/project/${name}`]: Buffer.from(text) } });
const anImage = /tag or a digest/;
const moved = /moved to newer images/;
const token = `ghp_${"a1B2".repeat(9)}`;

const images: readonly Row[] = [
  ["an image without a tag", set("image", "quay.io/jupyterhub/repo2docker"), key("image"), anImage],
  ["an image on a port, without a tag", set("image", "registry.lan:5000/repo2docker"), key("image"), anImage],
  ["an image of the day", set("image", "quay.io/jupyterhub/repo2docker:latest"), key("image"), moved],
  ["repo2docker's own moving tag", set("image", "quay.io/jupyterhub/repo2docker:main"), key("image"), moved],
  [
    "an image's page",
    set("image", "https://quay.io/jupyterhub/repo2docker:2025.12.0"),
    key("image"),
    /name of an image/,
  ],
  [
    "an image of repo2docker in upper case",
    set("image", "quay.io/JupyterHub/repo2docker:2025.12.0"),
    key("image"),
    /name of an image/,
  ],
  ["half a digest", set("image", "quay.io/jupyterhub/repo2docker@sha256:abc"), key("image"), /name of an image/],
  ["an image with a blank", set("image", "quay.io/jupyterhub/repo2docker :1"), key("image"), /name of an image/],
  ["a base image without a tag", set("baseImage", "docker.io/library/buildpack-deps"), key("baseImage"), anImage],
  ["a base image that moves", set("baseImage", "buildpack-deps:stable"), key("baseImage"), moved],
];

const appendices: readonly Row[] = [
  [
    "an appendix that no program takes",
    appendix(`RUN echo ${"☃".repeat(45_000)}`),
    key("appendix"),
    /at most 120,000 bytes/,
  ],
  ["an appendix with a zero byte", appendix("RUN echo \0"), key("appendix"), /zero byte/],
  ["an appendix that begins anew", appendix("FROM ubuntu:24.04"), key("appendix"), /builds\.baseImage/],
  ["an appendix that copies", appendix("USER root\nCOPY motd /etc/motd"), key("appendix"), /must not COPY/],
  ["an appendix that adds", appendix("add ./logo.png /srv/"), key("appendix"), /must not ADD/],
  [
    "an appendix of a shell",
    appendix("pip install nbgitpuller"),
    key("appendix"),
    /no instruction of a Dockerfile: pip/,
  ],
  ["an appendix that is a list", set("appendix", ["RUN true"]), key("appendix"), /lines of a Dockerfile/],
  [
    "an appendix twice",
    { ...appendix("RUN true"), ...set("appendixFile", "./a.Dockerfile") },
    key("appendixFile"),
    /keep one of them/,
    file("a.Dockerfile", "RUN true"),
  ],
  [
    "an appendix that is not there",
    set("appendixFile", "./none.Dockerfile"),
    key("appendixFile"),
    /not there/,
    {
      person: "where the file is",
    },
  ],
  [
    "an empty appendix",
    set("appendixFile", "./empty.Dockerfile"),
    key("appendixFile"),
    /empty/,
    file("empty.Dockerfile", "\n"),
  ],
  [
    "an appendix that is too long",
    set("appendixFile", "./long.Dockerfile"),
    key("appendixFile"),
    /at most 60,000/,
    file("long.Dockerfile", `RUN ${"x".repeat(60_000)}`),
  ],
  [
    "a token in an appendix's file",
    set("appendixFile", "./t.Dockerfile"),
    key("appendixFile"),
    /holds a GitHub token/,
    file("t.Dockerfile", `RUN pip install git+https://${token}@github.com/mygroup/private`),
  ],
  ["a token in an appendix", appendix(`ENV GITHUB=${token}`), key("appendix"), /holds a GitHub token/],
  [
    "a text of several lines that ends in a copy",
    appendix("RUN <<EOF\nCOPY this stays\nEOF\nCOPY a b"),
    key("appendix"),
    /must not COPY/,
  ],
];

const variables: readonly Row[] = [
  [
    "BinderHub's user",
    set("buildArguments", { NB_USER: "ada" }),
    key("buildArguments.NB_USER"),
    /decided by BinderHub/,
  ],
  [
    "a name with a hyphen",
    set("buildArguments", { "R-MIRROR": "x" }),
    key("buildArguments.R-MIRROR"),
    /variable's name/,
  ],
  ["an argument that is a number", set("buildArguments", { LEVEL: 3 }), key("buildArguments.LEVEL"), /in quotes/],
  ["an argument of two lines", set("buildArguments", { MOTD: "a\nb" }), key("buildArguments.MOTD"), /one line/],
  ["arguments in a list", set("buildArguments", ["A=b"]), key("buildArguments"), /group of build arguments/],
  [
    "a proxy among the arguments",
    set("buildArguments", { https_proxy: "http://p:1" }),
    key("buildArguments.https_proxy"),
    /network\.proxy/,
  ],
  [
    "a token among the arguments",
    set("buildArguments", { PIP_TOKEN: "s3cret" }),
    key("buildArguments.PIP_TOKEN"),
    /credential/,
  ],
  [
    "a token in the environment",
    set("environment", { GITHUB_TOKEN: "s3cret" }),
    key("environment.GITHUB_TOKEN"),
    /credential/,
  ],
  [
    "a URL with a password",
    set("environment", { INDEX: "https://a:b@example.org/" }),
    key("environment.INDEX"),
    /URL with a password/,
  ],
  [
    "another daemon",
    set("environment", { DOCKER_HOST: "tcp://10.1.2.3:2375" }),
    key("environment.DOCKER_HOST"),
    /binderhub:builder/,
  ],
  [
    "BinderHub's own variable",
    set("environment", { GIT_CREDENTIAL_ENV: "x" }),
    key("environment.GIT_CREDENTIAL_ENV"),
    /decided by BinderHub/,
  ],
  ["a proxy in the environment", set("environment", { NO_PROXY: "a" }), key("environment.NO_PROXY"), /network\.proxy/],
];

const defaults: readonly Row[] = [
  [
    "a default of another kind",
    set("defaultFile", "./install.R"),
    key("defaultFile"),
    /environment\.yml or requirements\.txt/,
    {
      person: "which file it is",
    },
  ],
  [
    "a default that is not there",
    set("defaultFile", "./no/environment.yml"),
    key("defaultFile"),
    /not there/,
    {
      person: "where the file is",
    },
  ],
  [
    "an environment without packages",
    set("defaultFile", "./c/environment.yml"),
    key("defaultFile"),
    /no list of dependencies/,
    file("c/environment.yml", "name: course\n"),
  ],
  [
    "requirements that refer to others",
    set("defaultFile", "./c/requirements.txt"),
    key("defaultFile"),
    /refers to another file/,
    file("c/requirements.txt", "numpy\n-r more.txt\n"),
  ],
  [
    "an environment that installs a folder",
    set("defaultFile", "./c/environment.yml"),
    key("defaultFile"),
    /refers to another file/,
    file("c/environment.yml", "dependencies:\n  - pip:\n    - -e .\n"),
  ],
  [
    "requirements with a password",
    set("defaultFile", "./c/requirements.txt"),
    key("defaultFile"),
    /holds a URL with a password/,
    file("c/requirements.txt", "--index-url https://ada:s3cret@example.org/simple\nnumpy\n"),
  ],
];

const rest: readonly Row[] = [
  ["a build of seconds", set("timeout", 60), key("timeout"), /from 300 to 86400/],
  ["a build of days", set("timeout", 90_000), key("timeout"), /from 300 to 86400/],
  ["a timeout in words", set("timeout", "1h"), key("timeout"), /whole number/],
  ["a cache in Gi", set("cacheSize", "40Gi"), key("cacheSize"), /such as 40G/],
  ["a cache of nothing", set("cacheSize", "0G"), key("cacheSize"), /such as 40G/],
  ["a cache of Podman", { ...set("cacheSize", "40G"), builder: "pink" }, key("cacheSize"), /needs builder dind/],
  [
    "a cache of the node's own Docker",
    { ...set("cacheSize", "40G"), builder: "host", registry: { type: "none" } },
    key("cacheSize"),
    /needs builder dind/,
    { base: existingStack },
  ],
  [
    "a cache beside another file of Docker's",
    { ...set("cacheSize", "40G"), "buildDaemon.arguments": ["--config-file=/etc/mine.json"] },
    "binderhub:buildDaemon.arguments[0]",
    /builds\.cacheSize/,
    { mends: "binderhub:builds.cacheSize" },
  ],
  ["memory, which is a limit", set("memory", "4Gi"), key("memory"), /is not a setting/],
  [
    "a prefix that leaves no room",
    {
      ...appendix("RUN true"),
      registry: {
        type: "custom",
        url: `https://${"registry.".repeat(12)}example.org`,
        username: "binder",
        path: "images-of-all-the-hubs",
        prefix: "p".repeat(63),
      },
    },
    "binderhub:registry.prefix",
    /at most 200/,
  ],
];

const extra = (path: string, value: unknown) => ({ [`extraValues.${path}`]: value });
const at = (path: string) => `binderhub:extraValues.${path}`;
const decided = /is decided by/;

const guarded: readonly Row[] = [
  [
    "another repo2docker in extra values",
    {
      ...set("image", "quay.io/jupyterhub/repo2docker:2024.07.0"),
      ...extra("config.KubernetesBuildExecutor.build_image", "x:1"),
    },
    at("config.KubernetesBuildExecutor.build_image"),
    decided,
  ],
  [
    "the same by its older name",
    { ...set("image", "quay.io/jupyterhub/repo2docker:2024.07.0"), ...extra("config.BinderHub.build_image", "x:1") },
    at("config.BinderHub.build_image"),
    decided,
  ],
  [
    "another appendix in extra values",
    { ...appendix("RUN true"), ...extra("config.BinderHub.appendix", "RUN false") },
    at("config.BinderHub.appendix"),
    decided,
  ],
  [
    "arguments of repo2docker that leave ours out",
    {
      ...set("baseImage", "buildpack-deps:noble-20261001"),
      ...extra("config.KubernetesBuildExecutor.repo2docker_extra_args", ["--debug"]),
    },
    at("config.KubernetesBuildExecutor.repo2docker_extra_args"),
    decided,
  ],
  [
    "another timeout by its older name",
    { ...set("timeout", 600), ...extra("config.BinderHub.build_max_age", 60) },
    at("config.BinderHub.build_max_age"),
    decided,
  ],
  [
    "the name of the old images",
    { ...appendix("RUN true"), ...extra("config.BinderHub.image_prefix", "jdoe/binder-dev-") },
    at("config.BinderHub.image_prefix"),
    decided,
  ],
  [
    "arguments of Docker without the cache's file",
    { ...set("cacheSize", "40G"), ...extra("dind.daemonset.extraArgs", ["--mtu=1450"]) },
    at("dind.daemonset.extraArgs"),
    decided,
  ],
];

/** Builds that are refused. */
export const buildRows: readonly Row[] = [...images, ...appendices, ...variables, ...defaults, ...rest, ...guarded];
