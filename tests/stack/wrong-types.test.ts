import * as z from "zod";
import { schema } from "../../stack/schema";
import { at, isRecord } from "../../settings/untyped";
import { mended } from "./mending";
import { check, edited, type Edits } from "./stack";

type Node = z.core.JSONSchema._JSONSchema | undefined;

/** Every setting by its path, with what else a stack must have for it to be read: the types of the groups above it. */
function settingsBelow(node: Node, path: string, types: Edits): (readonly [path: string, types: Edits])[] {
  if (typeof node !== "object") return [];
  const below = [node, ...(node.oneOf ?? [])].flatMap((option) => {
    const type = at(option, "properties", "type", "const");
    const chosen = type === undefined ? types : { ...types, [`${path}.type`]: type };
    return Object.entries((isRecord(option) ? option.properties : undefined) ?? {}).flatMap(([name, inner]) =>
      settingsBelow(inner as Node, path === "" ? name : `${path}.${name}`, chosen),
    );
  });
  return path === "" ? below : [[path, types], ...below];
}

const everySetting = settingsBelow(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), "", {});

const wrongValues = [true, 7, "", [{}], { a: 1 }];

describe("a value of any type", () => {
  const secretKeys = ["binderhub:registryPassword"];
  const problems = everySetting.flatMap(([path, types]) =>
    wrongValues.flatMap((value) => {
      const stack = edited({ ...types, [path]: value });
      return check(stack, secretKeys).problems.map((problem) => ({ stack, ...problem }));
    }),
  );

  test("in every setting is judged in plain words", () => {
    expect(everySetting.length).toBeGreaterThan(100);
    expect(problems.filter(({ rule }) => /Invalid|expected|received|undefined|NaN/.test(rule))).toEqual([]);
  });

  test("comes with a command that Pulumi takes, wherever it is not right", () => {
    const refused = problems.filter(({ stack, mend }) => {
      try {
        mended(mend ?? "", { stack, secretKeys });
        return false;
      } catch {
        return true;
      }
    });
    expect(refused.map(({ key, rule, mend }) => ({ key, rule, mend }))).toEqual([]);
  });
});
