import * as pulumi from "@pulumi/pulumi";
import program from "../../index";
import { secretNames } from "../../stack/schema";
import { edited, type Edits, goodStack, rawConfig, type StackConfig } from "../stack/stack";
import { type Answers, type MadeWhen, record, type Recorded } from "./recorder";

/** A stack, as the whole program registers it. */
export type Deployed = Recorded<Awaited<ReturnType<typeof program>>>;

const runs = new Map<string, Promise<Deployed>>();

/** The workshop's hub, or another, with edits, as the whole program registers it; run once for the same stack. */
export function deployed(edits: Edits = {}, base?: StackConfig): Promise<Deployed> {
  const key = JSON.stringify([edits, base]);
  const run = runs.get(key) ?? deployedOn({}, edits, base);
  runs.set(key, run);
  return run;
}

/** The same on clouds that answer otherwise. */
export function deployedOn(
  answers: Answers,
  edits: Edits = {},
  base: StackConfig = goodStack,
  madeWhen?: MadeWhen,
): Promise<Deployed> {
  const { values, secretKeys } = rawConfig(
    edited(edits, base),
    secretNames.map((name) => `binderhub:${name}`),
  );
  pulumi.runtime.setAllConfig({ ...values }, [...secretKeys]);
  return record(program, answers, madeWhen);
}
