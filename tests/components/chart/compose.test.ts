import * as fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import { composeValues } from "../../../components/chart/compose";

/** Layers that are no chart's values: what is merged does not matter to merging. */
const compose = (...layers: object[]): unknown => composeValues(layers);

test("objects are merged key by key", () => {
  expect(compose({ a: { b: 1 } }, { a: { c: 2 } }, { d: { e: { f: 3 } } })).toStrictEqual({
    a: { b: 1, c: 2 },
    d: { e: { f: 3 } },
  });
});

test("the last layer wins", () => {
  expect(compose({ a: { b: 1 } }, { a: { b: 2 } }, { a: { b: 3 } })).toStrictEqual({ a: { b: 3 } });
});

test("lists are replaced as a whole", () => {
  expect(compose({ a: [1, 2, 3] }, { a: [4] })).toStrictEqual({ a: [4] });
});

test("an empty list replaces a full one", () => {
  expect(compose({ a: [1, 2, 3] }, { a: [] })).toStrictEqual({ a: [] });
});

test.each([
  ["false", false],
  ["0", 0],
  ["an empty text", ""],
])("%s wins over what stood there", (_name, value) => {
  expect(compose({ a: { b: true } }, { a: { b: value } })).toStrictEqual({ a: { b: value } });
});

test("a plain value wins over an object, and the other way round", () => {
  expect(compose({ a: { b: 1 } }, { a: 1 })).toStrictEqual({ a: 1 });
  expect(compose({ a: 1 }, { a: { b: 1 } })).toStrictEqual({ a: { b: 1 } });
});

test("no layers make no values", () => {
  expect(compose()).toStrictEqual({});
});

test("the user's extra values come last, win, and may be of any shape", () => {
  const extra = { config: { BinderHub: { per_repo_quota: 10, use_registry: false } }, replicas: 2 };
  expect(composeValues([{ config: { BinderHub: { use_registry: true, auth_enabled: true } } }], extra)).toStrictEqual({
    config: { BinderHub: { per_repo_quota: 10, use_registry: false, auth_enabled: true } },
    replicas: 2,
  });
});

describe("outputs", () => {
  const below = pulumi.output("below");
  const above = pulumi.secret("above");

  test("stay the very same instances", () => {
    const values = composeValues([
      { config: { BinderHub: { hub_url: below } } },
      { config: { BinderHub: { image_prefix: above } } },
    ]);
    expect(values.config?.BinderHub?.hub_url).toBe(below);
    expect(values.config?.BinderHub?.image_prefix).toBe(above);
  });

  test("win over outputs without being merged with them", () => {
    const values = composeValues([{ registry: { password: below } }, { registry: { password: above } }]);
    expect(values.registry?.password).toBe(above);
  });

  test("that stay secret stay secret", async () => {
    const values = composeValues([{ registry: { username: "jdoe", password: above } }, { registry: { url: below } }]);
    expect(await pulumi.isSecret(pulumi.output(values.registry?.password))).toBe(true);
  });
});

describe("layers", () => {
  test("are not changed", () => {
    const layers = [{ a: { b: [1], c: { d: 1 } } }, { a: { b: [2], c: { e: 2 } } }];
    const before = structuredClone(layers);
    compose(...layers);
    expect(layers).toStrictEqual(before);
  });

  test("may be frozen", () => {
    const frozen = Object.freeze({ a: Object.freeze({ b: 1 }) });
    expect(compose(frozen, { a: { c: 2 } })).toStrictEqual({ a: { b: 1, c: 2 } });
  });

  test("merge the same in one go and one after the other", () => {
    const layer = fc.dictionary(
      fc.constantFrom("a", "b", "c"),
      fc.dictionary(fc.constantFrom("x", "y"), fc.oneof(fc.integer(), fc.array(fc.integer()))),
    );
    fc.assert(
      fc.property(layer, layer, layer, (one, two, three) => {
        expect(compose(one, two, three)).toEqual(compose(compose(one, two) as object, three));
      }),
    );
  });
});
