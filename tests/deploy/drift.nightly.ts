/** @jest-environment ./tests/engine/environment.ts */
import * as acts from "../../sandbox/azure/acts";
import { type Clouds } from "../../sandbox/clouds";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { onStage, several } from "../engine/stage";

/** What Azure moves by itself, and policies of the subscription: no drift. */
const moves: Readonly<Record<string, (clouds: Clouds) => void>> = {
  nothing: () => undefined,
  "the autoscaler": (clouds) => acts.autoscalerMoved(clouds, "users", 7),
  "Azure's upgrades": (clouds) => {
    acts.nodeImageUpgraded(clouds);
    acts.patchVersionMoved(clouds);
  },
  "a policy's tag": (clouds) => acts.policyAddedTag(clouds, "inherited", "yes"),
};

/** What people do behind Pulumi's back. */
const deeds: Readonly<Record<string, (clouds: Clouds) => void>> = {
  "a tag of the stack's": (clouds) => acts.personTagged(clouds, "prodcluster", "owner", "somebody"),
  "a pool's range": (clouds) => acts.personEdited(clouds, "users", { maxCount: 3 }),
  "a pool that is gone": (clouds) => acts.personDeleted(clouds, "builds"),
  "a registry that is gone": (clouds) => acts.personDeleted(clouds, "prodhubimages"),
  "a namespace that is gone": (clouds) => acts.personDeleted(clouds, "kubernetes:core/v1:Namespace"),
};

const inTheWorld = { stack: "prod", set: { protect: "false" } };
const nightly = { expectNoChanges: true, color: "never" as const };

/** Whether a command that expects no change found one. */
async function finds(look: () => Promise<unknown>): Promise<boolean> {
  try {
    await look();
    return false;
  } catch (error) {
    if (!String(error).includes("no changes were expected")) throw error;
    return true;
  }
}

/** What the nightly run's command finds, and what the others would, after each act. */
const commands: Readonly<Record<string, (rehearsal: Rehearsal) => Promise<unknown>>> = {
  "preview --refresh": ({ stack }) => stack.preview({ ...nightly, refresh: true }),
  "refresh --preview-only": ({ stack }) => stack.refresh({ ...nightly, previewOnly: true }),
};

describe("the nightly look at prod", () => {
  const found = new Map<string, Readonly<Record<string, boolean>>>();

  beforeAll(() =>
    onStage(inTheWorld, async (rehearsal, folder) => {
      const { succeeded, output } = await rehearsal.run("up");
      if (!succeeded) throw new Error(output);
      await several(Object.entries({ ...moves, ...deeds }), async ([what, act]) => {
        await onStage({ ...inTheWorld, from: folder }, async (stage) => {
          act(stage.clouds);
          const results: Record<string, boolean> = {};
          for (const [name, look] of Object.entries(commands)) results[name] = await finds(() => look(stage));
          found.set(what, results);
        });
      });
    }),
  );

  it.each(Object.keys(moves))("is quiet about %s", (what) =>
    expect(found.get(what)?.["preview --refresh"]).toBe(false),
  );
  it.each(Object.keys(deeds))("tells of %s", (what) => expect(found.get(what)?.["preview --refresh"]).toBe(true));

  // Why it is not that command: Azure's answer about a cluster has all pools, those that are resources of their own too.
  it("would cry every night with `refresh --preview-only`", () =>
    expect(found.get("nothing")?.["refresh --preview-only"]).toBe(true));
});
