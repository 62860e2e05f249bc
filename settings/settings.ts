/** Everything under `T`, readonly. */
export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/**
 * The settings of a stack: complete, checked, with defaults filled in. Each concept in `components/` adds its own, beside the schema
 * that they follow: so nothing here has to know which concepts there are.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface Settings {}

/** Groups of settings that only rules and completions look at, as they are set: what follows from them is in {@link Settings}. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface Groups {}

/** Everything that a rule can look at. */
export type Asked = Settings & Groups;

/** The texts of the secrets that are set, by their key; added to in the same way. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface Secrets {}

/** The key of a setting, after `binderhub:`, or the name of what follows from settings. */
export type SettingName = keyof Asked;

/** The key of a secret setting, after `binderhub:`. */
export type SecretName = keyof Secrets;
