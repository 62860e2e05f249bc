import { type ReadFile } from "./files";
import { type Problem } from "./problems";
import { type Asked, type Secrets, type Settings, type SettingName } from "./settings";

/** A function of some settings: a rule, a warning or a completion. It runs only if each of these settings is valid by itself. */
export interface Question<Answer, Context = void> {
  /** The settings that it looks at. */
  readonly of: readonly SettingName[];
  readonly answer: (settings: Asked, context: Context) => Answer;
}

/** Returns what is wrong with some settings: alone, together, or with secrets. It never shows a secret. */
export type Rule = Question<readonly Problem[], Secrets>;

/** Returns a sentence for everything that is allowed, but may be a mistake. */
export type Warning = Question<readonly string[]>;

/** Where the files are that settings name. */
export interface Files {
  readonly read: ReadFile;
  /** Folder to which paths are relative. */
  readonly project: string;
}

/** What was read, and what is wrong with it. */
interface Completed {
  readonly adds: Partial<Settings>;
  readonly problems?: readonly Problem[];
}

/** Reads what settings refer to, such as a file, and adds it to the settings. */
export type Completion = Question<Completed, Files>;

/** Makes a rule. It can look only at the settings that it names, and at the secrets that are set. */
export function rule<Name extends SettingName>(
  of: readonly Name[],
  answer: (settings: Pick<Asked, Name>, secrets: Secrets) => readonly Problem[],
): Rule {
  return { of, answer };
}

/** Makes a warning. It can look only at the settings that it names. */
export function warning<Name extends SettingName>(
  of: readonly Name[],
  answer: (settings: Pick<Asked, Name>) => readonly string[],
): Warning {
  return { of, answer };
}

/** Makes a completion. It can look only at the settings that it names. */
export function completion<Name extends SettingName>(
  of: readonly Name[],
  answer: (settings: Pick<Asked, Name>, files: Files) => Completed,
): Completion {
  return { of, answer };
}

/** Runs all questions whose settings are valid, and returns their answers. */
export function ask<Answer, Context>(
  questions: readonly Question<Answer, Context>[],
  sound: Partial<Asked>,
  context: Context,
): Answer[] {
  return (
    questions
      .filter(({ of }) => of.every((name) => Object.hasOwn(sound, name)))
      // All settings that it names are there, and its types do not let it read others.
      .map(({ answer }) => answer(sound as Asked, context))
  );
}
