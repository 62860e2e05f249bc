import * as fc from "fast-check";
import { withForeignProperties } from "../../standing/foreign";

type Properties = Readonly<Record<string, unknown>>;

const names = ["access", "addons", "upgrades", "policies"];
const merged = (asked: Properties, live: Properties, before?: Properties) =>
  withForeignProperties(asked, names, live, before);

describe("what others wrote", () => {
  test("stays where nothing of ours is", () => {
    const addons = { policy: { enabled: true } };
    expect(merged({ name: "hub" }, { name: "other", addons })).toEqual({ name: "hub", addons });
  });

  test("stays beside what is ours, which is as asked", () => {
    const live = { upgrades: { channel: "none", extra: { days: 1 } } };
    expect(merged({ upgrades: { channel: "patch" } }, live)).toEqual({
      upgrades: { channel: "patch", extra: { days: 1 } },
    });
  });

  test("stays where ours is asked for no more, and goes with it", () => {
    const [before, live] = [{ access: { ranges: ["a"] } }, { access: { ranges: ["a"], noCommands: true } }];
    expect(merged({}, live, before)).toEqual({ access: { noCommands: true } });
  });

  test("is whole where it is a list", () => {
    expect(merged({ access: { ranges: ["a"] } }, { access: { ranges: ["a", "b"] } })).toEqual({
      access: { ranges: ["a"] },
    });
    expect(merged({}, { access: { ranges: ["b"] } })).toEqual({ access: { ranges: ["b"] } });
  });

  test("is kept where it is false, or none", () => {
    expect(merged({}, { addons: false, policies: 0 })).toEqual({ addons: false, policies: 0 });
  });

  test("is not asked for where it cannot be set, or is empty", () => {
    const live = { addons: { identity: { clientId: "x" } }, policies: {}, upgrades: null, other: "x" };
    expect(merged({}, live)).toEqual({});
  });

  test("never changes what is asked", () => {
    const value = fc.oneof(fc.boolean(), fc.string(), fc.array(fc.string()));
    const properties = fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(value, fc.dictionary(fc.constantFrom("a", "b"), value)),
    );
    fc.assert(
      fc.property(properties, properties, properties, (asked, live, before) => {
        expect(merged(asked, live, before)).toMatchObject(asked);
      }),
    );
  });
});
