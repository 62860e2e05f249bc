import { check, edited } from "../../stack/stack";
import { goodMaintenance } from "./bad";

test.each(goodMaintenance)("%j is right", (edits) => {
  expect(check(edited(edits)).problems).toEqual([]);
});
