import { buildValues } from "../../../components/builds/values";
import { imageHash } from "../../../components/builds/image-hash";
import { type ChartValues } from "../../../components/chart/chart-values";
import { expanded } from "../../upstream/kubelet";
import { buildsOf, file } from "./groups";

const prefix = "jdoe/binder-dev-";
const valuesOf = (group: object, files = {}) => buildValues({ builds: buildsOf(group, files) }, prefix);
const executor = (values: ChartValues) => values.config?.KubernetesBuildExecutor;

test("builds of which nothing is said are the chart's", () => {
  expect(valuesOf({})).toStrictEqual({});
});

test("what builds may reach changes nothing else", () => {
  expect(valuesOf({ reach: [{ range: "10.1.2.3" }] })).toStrictEqual({});
});

describe("each setting has its place", () => {
  test("the image of repo2docker", () => {
    expect(executor(valuesOf({ image: "quay.io/jupyterhub/repo2docker:2024.07.0" }))).toStrictEqual({
      build_image: "quay.io/jupyterhub/repo2docker:2024.07.0",
    });
  });

  test("the base image and build arguments, as arguments of repo2docker", () => {
    const values = valuesOf({ baseImage: "it.example.org/base:1", buildArguments: { CRAN: "https://a/?b=c", N: "" } });
    expect(executor(values)).toStrictEqual({
      repo2docker_extra_args: [
        "--Repo2Docker.base_image=it.example.org/base:1",
        "--build-arg=CRAN=https://a/?b=c",
        "--build-arg=N=",
      ],
    });
  });

  test("the appendix, from a text", () => {
    expect(executor(valuesOf({ appendix: "RUN true\n" }))).toStrictEqual({ appendix: "RUN true" });
  });

  test("the appendix, from a file", () => {
    const files = file("a.Dockerfile", "# ours\nRUN true\n");
    expect(executor(valuesOf({ appendixFile: "./a.Dockerfile" }, files))).toStrictEqual({
      appendix: "# ours\nRUN true",
    });
  });

  test("the environment of build pods, of which no image depends", () => {
    expect(valuesOf({ environment: { A: "b" } })).toStrictEqual({
      config: { KubernetesBuildExecutor: { extra_envs: { A: "b" } } },
    });
  });

  test("the timeout, of which no image depends", () => {
    expect(valuesOf({ timeout: 3600 })).toStrictEqual({ config: { KubernetesCleaner: { max_age: 3600 } } });
  });
});

describe("texts arrive as they are written", () => {
  test.each(["RUN echo $(date) $$ $HOME ${HOME}", "RUN echo $$(x) $$$", "RUN a=$(A) b='$'", "ENV A=$"])(
    "%s",
    (text) => {
      const sent = executor(valuesOf({ appendix: text, environment: { A: text }, buildArguments: { A: text } }));
      expect(expanded(sent?.appendix ?? "", { A: "wrong", date: "wrong" })).toBe(text);
      expect(expanded(sent?.extra_envs?.A ?? "", { A: "wrong" })).toBe(text);
      expect(expanded(sent?.repo2docker_extra_args?.[0] ?? "", { A: "wrong" })).toBe(`--build-arg=A=${text}`);
    },
  );
});

describe("images get another name", () => {
  const course = (text: string) =>
    buildsOf({ defaultFile: "./environment.yml" }, file("environment.yml", `dependencies:\n  - ${text}\n`));
  const some = [
    buildsOf({ image: "quay.io/jupyterhub/repo2docker:2024.07.0" }),
    buildsOf({ image: "quay.io/jupyterhub/repo2docker:2025.12.0" }),
    buildsOf({ baseImage: "quay.io/jupyterhub/repo2docker:2024.07.0" }),
    buildsOf({ appendix: "RUN true" }),
    buildsOf({ appendix: "RUN false" }),
    buildsOf({ buildArguments: { A: "RUN true" } }),
    buildsOf({ buildArguments: { B: "RUN true" } }),
    course("numpy"),
    course("scipy"),
  ];

  test("with each of the settings on which they depend, and with each value", () => {
    const hashes = some.map(imageHash);
    expect(hashes.filter((hash) => !/^[0-9a-f]{8}$/.test(hash ?? ""))).toEqual([]);
    expect(new Set(hashes).size).toBe(some.length);
  });

  test("in their first part, so that the old ones stay", () => {
    const values = valuesOf({ appendix: "RUN true" });
    expect(values.config?.BinderHub?.image_prefix).toMatch(/^jdoe\/binder-dev-[0-9a-f]{8}-$/);
  });

  test("not by the place of a text, nor by the order of arguments", () => {
    const files = file("a.Dockerfile", "RUN true");
    expect(imageHash(buildsOf({ appendixFile: "a.Dockerfile" }, files))).toBe(
      imageHash(buildsOf({ appendix: "RUN true" })),
    );
    expect(imageHash(buildsOf({ buildArguments: { A: "1", B: "2" } }))).toBe(
      imageHash(buildsOf({ buildArguments: { B: "2", A: "1" } })),
    );
  });
});
