import { nameIn } from "../../operate/plan";
import { besideOld, withReplaced } from "../../operate/replaced";

const urn = "urn:pulumi:dev::binderhub::a:b:C::binderhub-release";
const other = { urn: `${urn}-other`, id: "other" };
const made = { urn: besideOld(urn), id: "new" };

test("what was made in place of another thing takes its place, and the old one is left for the next run to delete", () => {
  expect(withReplaced([{ urn, id: "old" }, other, made])).toEqual([
    { urn, id: "new" },
    { urn, id: "old", delete: true },
    other,
  ]);
});

test("what was deleted before the new one was made is dropped", () => {
  expect(withReplaced([{ urn, id: "old", pendingReplacement: true }, other, made])).toEqual([
    { urn, id: "new" },
    other,
  ]);
});

test("where the new one was not made, all stays as it is", () => {
  const resources = [{ urn, id: "old", pendingReplacement: true }, other];
  expect(withReplaced(resources)).toEqual(resources);
});

test("it is told by the name that the program gives it", () => expect(nameIn(made.urn)).toBe("binderhub-release"));
