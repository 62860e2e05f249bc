import { buildsPart } from "../../convert/builds";

const fates = (config: object) =>
  buildsPart({ config }).claims.flatMap(([path, fate]) => {
    if (fate?.kind === "setting") return [[path, fate.key.join("."), fate.value]];
    return path.startsWith("config.") && fate?.kind === "left" ? [[path, fate.reason]] : [];
  });

test.each([
  ["KubernetesBuildExecutor", "appendix", "RUN true", "builds.appendix"],
  ["BinderHub", "appendix", "RUN true", "builds.appendix"],
  ["KubernetesBuildExecutor", "extra_envs", { GIT_TRACE: "1" }, "builds.environment"],
  ["KubernetesCleaner", "max_age", 3600, "builds.timeout"],
  ["BinderHub", "build_max_age", 3600, "builds.timeout"],
])("%s.%s becomes a setting", (group, trait, value, key) => {
  expect(fates({ [group]: { [trait]: value } })).toEqual([[`config.${group}.${trait}`, key, value]]);
});

test("of a trait's names, the one that BinderHub takes counts", () => {
  const found = fates({ BinderHub: { appendix: "RUN old" }, KubernetesBuildExecutor: { appendix: "RUN new" } });
  expect(found).toEqual([
    ["config.KubernetesBuildExecutor.appendix", "builds.appendix", "RUN new"],
    ["config.BinderHub.appendix", "config.KubernetesBuildExecutor.appendix wins over it"],
  ]);
});

test("an empty appendix is none", () => {
  expect(fates({ BinderHub: { appendix: "" } })).toEqual([["config.BinderHub.appendix", "it is empty"]]);
});
