import { at } from "../settings/untyped";

/** A path in the chart's values, or in the settings. */
export type Path = readonly string[];

/** The chart's values, as a file has them. */
export type Values = Readonly<Record<string, unknown>>;

/** Where the hub is to run. */
export type Platform = "azure" | "existing";

/** What becomes of a value. */
export type Fate =
  | {
      readonly kind: "setting";
      readonly key: Path;
      readonly value: unknown;
      /** Whether the value may stand in `extraValues` if the setting refuses it. @default false: it would break the hub there too */
      readonly orExtra?: boolean;
    }
  | { readonly kind: "extraValues"; readonly path: Path; readonly value: unknown }
  | { readonly kind: "secret"; readonly name: string }
  | { readonly kind: "left"; readonly reason: string };

/** What becomes of everything at a path and below it. `undefined` leaves it to others. */
export type Claim = readonly [path: string, fate: Fate | undefined];

/** A setting that no value of the file gives, and that is needed. */
export interface Fill {
  readonly key: Path;
  readonly value: unknown;
  /** What a person has to do about it, or why it is there. */
  readonly why: string;
}

/** What one part of the conversion does with the values that it knows. */
export interface Part {
  readonly claims: readonly Claim[];
  readonly fills?: readonly Fill[];
}

/** The value becomes a setting. */
export function setting(key: string, value: unknown, more: { readonly orExtra?: boolean } = {}): Fate {
  return { kind: "setting", key: key.split("."), value, ...more };
}

/** The value is left out. */
export function left(reason: string): Fate {
  return { kind: "left", reason };
}

/** The value is one that the program writes by itself. */
export const own = left("the program decides this itself, from other settings");

/** A value by its path, with dots between the steps. */
export function valueAt(values: Values, path: string): unknown {
  return at(values, ...path.split("."));
}

/** A text by its path. `undefined` if there is none. */
export function textAt(values: Values, path: string): string | undefined {
  const value = valueAt(values, path);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
