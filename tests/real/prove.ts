import { tally } from "../proof/figures";
import { killTwice, type KilledTwice } from "./killed";
import { type Edit, type Edited, type Life, live } from "./life";
import { type Play } from "./stage";

const edited: Edited = { applied: true, settled: true };

/** What a stack does against real parts: its whole life, and how it heals when its engine is killed. */
export function prove(play: Play, edits: readonly Edit[]): void {
  let life: Life;
  let killed: KilledTwice;
  beforeAll(async () => {
    [life, killed] = await Promise.all([live(play, edits), killTwice(play)]);
    count(life, killed, edits);
  });

  it("comes up", () => expect(life.up).toBe(true));
  it("is left as it is by a second up", () => expect(life.secondUp).toBe(true));
  it("can be refreshed", () => expect(life.refresh).toBe(true));
  it("is left as it is by an up after refresh", () => expect(life.upAfterRefresh).toBe(true));

  it.each(edits)("takes a change of $what, and then has nothing to do", ({ what }) =>
    expect(life.edits.get(what)).toEqual(edited),
  );

  it("says what the API server refused of an upgrade", () =>
    expect(life.broken.errors.join()).toContain("99999: provided port is not in the valid range"));
  it("is rolled back where an upgrade fails", () => expect(life.broken.changed).toEqual([]));
  it("takes a good upgrade after a failed one", () => expect(life.broken.healed).toEqual(edited));

  it("is taken in again where the state lost what is in the cluster, and nothing is made anew", () =>
    expect(life.lost).toEqual({ recovered: true, up: true, replaced: [], settled: true }));

  it("goes", () => expect(life.destroy).toBe(true));
  it("leaves nothing behind", () => expect(life.left).toEqual([]));

  describe.each(["install", "upgrade"] as const)(
    "when engine and provider are killed in the middle of an %s",
    (what) => {
      it("is left with Helm's record of it", () =>
        expect(killed[what]).toMatchObject({ status: `pending-${what}`, failed: true }));
      it("can be recovered", () => expect(killed[what].recovered).toBe(true));
      it("heals with the next up", () => expect(killed[what].healed).toBe(true));
      it("then has nothing to do", () => expect(killed[what].settled).toBe(true));
      it("is complete", () => expect(life.objects.differences(killed[what].objects)).toEqual([]));
    },
  );
  it("goes after both kills", () => expect(killed.destroy).toBe(true));
  it("leaves nothing behind after both kills", () => expect(killed.left).toEqual([]));
}

function count(life: Life, killed: KilledTwice, edits: readonly Edit[]): void {
  const good = (value: unknown) => JSON.stringify(value) === JSON.stringify(edited);
  const { up, secondUp, refresh, upAfterRefresh, destroy, left } = life;
  const lived = [up, secondUp, refresh, upAfterRefresh, destroy].every((step) => step === true);
  tally("lives (real parts)", lived && left.length === 0);
  for (const { what } of edits) tally("edits (real parts)", good(life.edits.get(what)));
  tally("failing upgrades (real parts)", life.broken.changed.length === 0 && good(life.broken.healed));
  const { lost } = life;
  tally(
    "lost states (real parts)",
    lost.recovered && lost.up === true && lost.replaced.length === 0 && lost.settled === true,
  );
  for (const what of ["install", "upgrade"] as const) {
    const { recovered, healed, settled, objects } = killed[what];
    const whole = life.objects.differences(objects).length === 0;
    tally("kills (real parts)", recovered && healed === true && settled === true && whole);
  }
}
