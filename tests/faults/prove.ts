import { rmSync } from "node:fs";
import { several } from "../engine/stage";
import { tally } from "../proof/figures";
import { bringUp, type Good, live, survived, type Verdict } from "./life";
import { type Row, titleOf } from "./table";

/** Tries faults, a test for each. */
export function proveFaults(rows: readonly Row[]): void {
  const verdicts = new Map<Row, Verdict>();
  beforeAll(async () => {
    const needed = [...new Set(rows.map(({ stack }) => stack ?? "dev"))];
    const goods = new Map<string, Good>();
    try {
      await several(needed, async (stack) => void goods.set(stack, await bringUp(stack)));
      await several(rows, async (row) => {
        const good = goods.get(row.stack ?? "dev");
        if (good !== undefined) verdicts.set(row, await live(row, good));
      });
    } finally {
      for (const { folder } of goods.values()) rmSync(folder, { recursive: true });
    }
  }, 3_600_000);

  test.each(rows.map((row): [string, Row] => [titleOf(row), row]))("%s", (_title, row) => {
    const verdict = verdicts.get(row);
    tally("faults", JSON.stringify(verdict) === JSON.stringify({ ...verdict, ...survived }));
    expect(verdict).toEqual(survived);
  });
}
