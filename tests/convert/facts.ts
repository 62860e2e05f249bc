import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { chartIn } from "../../convert/chart-values-of";
import { convert, type Conversion } from "../../convert/convert";
import { type Platform, type Values } from "../../convert/claims";
import { leavesOf } from "../../convert/leaves";
import { written } from "../../convert/written";
import { at, isRecord } from "../../settings/untyped";
import { problemsOf } from "../../convert/checked";

/** Values of the input that went nowhere: neither into the configuration, nor into what was left out, with a reason that is printed. */
export function lost(values: Values, conversion: Conversion): string[] {
  const text = written(conversion, "mine");
  const inputs = leavesOf(values).map(({ path }) => path.join("."));
  const placed = conversion.placed.map(({ path }) => path.join("."));
  const missing = inputs.filter(
    (path) => placed.filter((one) => one === path).length !== inputs.filter((one) => one === path).length,
  );
  const nowhere = conversion.placed.filter(({ path, fate }) => {
    const key = path.join(".").replaceAll(/[\r\n\u0085\u2028\u2029]+/g, " ");
    switch (fate.kind) {
      case "setting":
        return at(conversion.config, `binderhub:${fate.key[0] ?? ""}`, ...fate.key.slice(1)) === undefined;
      case "extraValues":
        return !has(at(conversion.config, "binderhub:extraValues", ...fate.path), fate.value);
      case "secret":
        return !text.includes(`${key}: the secret ${fate.name}`);
      case "left":
        return fate.reason === "" || !text.includes(key);
    }
  });
  return [...missing, ...nowhere.map(({ path }) => path.join("."))];
}

/** An empty group may have got something in it from elsewhere. */
function has(found: unknown, value: unknown): boolean {
  return isDeepStrictEqual(found, value) || (isRecord(value) && Object.keys(value).length === 0 && isRecord(found));
}

/** Everything that is wrong with a conversion. Nothing, if no value is lost, the program accepts it, and the text says the same. */
export function faults(values: Values, platform: Platform): string[] {
  const conversion = convert(values, platform);
  const text = written(conversion, "mine");
  return [
    ...lost(values, conversion).map((path) => `lost: ${path}`),
    ...problemsOf(conversion.config).map(({ key, rule }) => `refused: ${key} ${rule}`),
    ...(text.includes("canary") ? ["a secret is printed"] : []),
    ...(isDeepStrictEqual((parse(text) as { config: unknown }).config, conversion.config)
      ? []
      : ["the text says otherwise"]),
  ];
}

/** What became of each value of the chart, by its path in it. */
export function fates(values: Values, platform: Platform = "azure"): Readonly<Record<string, string>> {
  const { under } = chartIn(values);
  return Object.fromEntries(
    convert(values, platform).placed.map(({ path, fate }) => [
      path.slice(under.length).join("."),
      fate.kind === "setting"
        ? fate.key.join(".")
        : fate.kind === "left"
          ? `left: ${fate.reason}`
          : fate.kind === "secret"
            ? `secret ${fate.name}`
            : "extraValues",
    ]),
  );
}
