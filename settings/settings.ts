import { type Output } from "@pulumi/pulumi";

/** Everything under `T`, readonly. */
export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/**
 * The settings of a stack: complete, checked, with defaults filled in. Each concept in `components/` adds its own settings, in the same file as
 * their schema. So this file does not depend on any concept.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface Settings {}

/** Groups of settings as the user set them. Only rules and completions look at them; their result is in {@link Settings}. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface Groups {}

/** Everything that a rule can look at. */
export type Asked = Settings & Groups;

/** The texts of the secrets that are set, by their key. Each concept adds its own. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface Secrets {}

/** The key of a setting after `binderhub:`, or the name of something that follows from settings. */
export type SettingName = keyof Asked;

/** The key of a secret setting, after `binderhub:`. */
export type SecretName = keyof Secrets;

/** The secrets that are set, by their key, as outputs that stay secret. */
export type SecretOutputs = Readonly<Partial<Record<SecretName, Output<string>>>>;
