import { type ReadFile } from "./files";
import { type Problem } from "./problems";
import { type Asked, type Settings, type SettingName } from "./settings";

/** Something that is asked of settings. It is asked only where each of those that it looks at is in order by itself. */
export interface Question<Answer, Context = void> {
  /** The settings that it looks at. */
  readonly of: readonly SettingName[];
  readonly answer: (settings: Asked, context: Context) => Answer;
}

/** What several settings must fulfil together, or what the meaning of one has to be: what is wrong. */
export type Rule = Question<readonly Problem[]>;

/** What is allowed, but worth a second thought: a sentence for each. */
export type Warning = Question<readonly string[]>;

/** What settings refer to, read: it is added to them. */
export type Completion = Question<
  { readonly adds: Partial<Settings>; readonly problems?: readonly Problem[] },
  { readonly read: ReadFile; readonly project: string }
>;

/** A rule, in which no other setting can be looked at than those that it names. */
export function rule<Name extends SettingName>(
  of: readonly Name[],
  answer: (settings: Pick<Asked, Name>) => readonly Problem[],
): Rule {
  return { of, answer };
}

/** A warning, in the same way. */
export function warning<Name extends SettingName>(
  of: readonly Name[],
  answer: (settings: Pick<Asked, Name>) => readonly string[],
): Warning {
  return { of, answer };
}

/** A completion, in the same way. */
export function completion<Name extends SettingName>(
  of: readonly Name[],
  answer: (
    settings: Pick<Asked, Name>,
    context: { readonly read: ReadFile; readonly project: string },
  ) => ReturnType<Completion["answer"]>,
): Completion {
  return { of, answer };
}

/** The answers to those questions that can be asked. */
export function ask<Answer, Context>(
  questions: readonly Question<Answer, Context>[],
  sound: Partial<Asked>,
  context: Context,
): Answer[] {
  return (
    questions
      .filter(({ of }) => of.every((name) => Object.hasOwn(sound, name)))
      // What it looks at is there: more is not in reach of its code.
      .map(({ answer }) => answer(sound as Asked, context))
  );
}
