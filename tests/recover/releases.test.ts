import { blockers, goneFrom } from "../../operate/releases";

const hub = (status: string, version = 1) => ({
  secret: `sh.helm.release.v1.hub.v${version}`,
  namespace: "hub",
  release: "hub",
  status,
});
const somebodyElses = { ...hub("pending-install"), secret: "sh.helm.release.v1.blog.v1", release: "blog" };
const owned = new Map([["hub/hub", true]]);
const lost = new Map([["hub/hub", false]]);

describe("what keeps Helm from working on a release", () => {
  test.each([
    ["an install that was interrupted", lost, [hub("pending-install")], [1]],
    ["an install that was interrupted, and that the state has", owned, [hub("pending-install")], [1]],
    ["an upgrade that was interrupted", owned, [hub("deployed"), hub("pending-upgrade", 2)], [2]],
    ["a rollback that was interrupted", owned, [hub("deployed"), hub("failed", 2), hub("pending-rollback", 3)], [3]],
    [
      "two that were interrupted",
      owned,
      [hub("deployed"), hub("pending-upgrade", 2), hub("pending-rollback", 3)],
      [2, 3],
    ],
    ["a failed install that the state has not", lost, [hub("failed")], [1]],
    [
      "a deinstallation that was interrupted, and that the state has not",
      lost,
      [hub("superseded"), hub("uninstalling", 2)],
      [1, 2],
    ],
    ["nothing, where the state lost a release that runs", lost, [hub("superseded"), hub("deployed", 2)], []],
    ["nothing, where a failed one can be upgraded", owned, [hub("failed")], []],
    ["nothing of somebody else's", owned, [somebodyElses], []],
  ])("is %s", (_what, releases, records, versions) => {
    const { stuck } = blockers(records, releases);
    expect(stuck.map(({ secret }) => secret)).toEqual(versions.map((version) => `sh.helm.release.v1.hub.v${version}`));
  });

  test("a release that the state has and that is half gone is told apart, and left", () => {
    expect(blockers([hub("uninstalling")], owned)).toEqual({ stuck: [], halfGone: [hub("uninstalling")] });
  });
});

test("a release that the state has is gone where Helm has no record of it", () => {
  expect(goneFrom([], owned)).toEqual(["hub/hub"]);
  expect(goneFrom([hub("failed")], owned)).toEqual([]);
  expect(goneFrom([somebodyElses], lost)).toEqual([]);
});
