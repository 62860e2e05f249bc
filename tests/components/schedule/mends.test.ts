import { unpack } from "../../../stack/raw";
import { schema } from "../../../stack/schema";
import { mended, type StackFile } from "../../stack/mending";
import { check, edited, rawConfig } from "../../stack/stack";
import { badSchedules } from "./bad";

/** Those of which no value is wrong by itself: no rule looks at a group that has such a one. */
const rows = badSchedules.filter(([, edits, , , more]) => {
  const { values } = unpack(rawConfig(edited(edits, more?.base), ["binderhub:registryPassword"]));
  return more?.person === undefined && schema.safeParse(values).success;
});

test.each(rows.map((row) => [row[0], row] as const))(
  "%s: whoever types all mends of one report needs no second one",
  (_name, [, edits, , , more]) => {
    const file = { stack: edited(edits, more?.base), secretKeys: ["binderhub:registryPassword"] };
    const { problems } = check(file.stack, file.secretKeys);
    const after = problems.reduce<StackFile>((before, { mend = "" }) => mended(mend, before), file);
    expect(check(after.stack, after.secretKeys).problems).toEqual([]);
  },
);
