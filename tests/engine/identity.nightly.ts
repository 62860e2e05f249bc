/** @jest-environment ./tests/engine/environment.ts */
import { pulumi } from "../../operate/engine";
import { personDeleted } from "../../sandbox/azure/acts";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { committed } from "./committed";
import { errors, isEmpty } from "./events";
import { onStage } from "./stage";

const config = committed("prod", { "registry.pull": "role" });
const [cluster, assignment] = [
  "azure-native:containerservice:ManagedCluster",
  "azure-native:authorization:RoleAssignment",
] as const;

/** Who may pull, and who would pull: object ids. */
function identities({ clouds }: Rehearsal) {
  const [made] = clouds.ofType(cluster).map(([, { properties }]) => properties.identityProfile);
  const { kubeletidentity } = (made ?? {}) as { kubeletidentity?: { objectId: string } };
  return {
    mayPull: clouds.ofType(assignment).map(([, { properties }]) => properties.principalId),
    pulls: kubeletidentity?.objectId,
  };
}

const life = () =>
  onStage({ stack: "prod", config }, async (rehearsal) => {
    const first = await rehearsal.run("up");
    if (!first.succeeded) throw new Error(first.output);
    const before = identities(rehearsal);
    personDeleted(rehearsal.clouds, "prodcluster");
    const unaware = await rehearsal.run("up");
    process.env.PULUMI_K8S_DELETE_UNREACHABLE = "true";
    const refresh = await rehearsal.run("refresh");
    delete process.env.PULUMI_K8S_DELETE_UNREACHABLE;
    const up = await rehearsal.run("up");
    const second = await rehearsal.run("up");
    await pulumi(rehearsal.stack, rehearsal.engine.command, ["state", "unprotect", "--all", "--yes"]);
    return {
      ...{ before, unaware, refresh, up, second, after: identities(rehearsal) },
      destroyed: await rehearsal.run("destroy"),
      left: rehearsal.clouds.all(),
    };
  });

describe("a cluster that somebody deleted", () => {
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => void (seen = await life()));

  test("is told by the next up, with the command that goes on", () => {
    expect(errors(seen.unaware).join()).toContain("PULUMI_K8S_DELETE_UNREACHABLE=true pulumi refresh");
  });

  test("is made again by one up, and a second changes nothing", () => {
    expect([errors(seen.refresh), errors(seen.up), isEmpty(seen.second)]).toEqual([[], [], true]);
    expect(seen.refresh.succeeded).toBe(true);
  });

  test("has another identity, which may pull in the same up; the old one may not any more", () => {
    expect(seen.after.pulls).not.toBe(seen.before.pulls);
    expect(seen.before.mayPull).toEqual([seen.before.pulls]);
    expect(seen.after.mayPull).toEqual([seen.after.pulls]);
  });

  test("leaves nothing behind in the end", () => {
    expect([seen.destroyed.succeeded, seen.left]).toEqual([true, []]);
  });
});
