import { parse } from "yaml";
import { secretsOf } from "../../setup/checks";
import { type Answers } from "../../setup/questions";
import { configOf } from "../../setup/stack-config";
import { type Kept, nothingKept, stackFile } from "../../setup/stack-file";
import { type Settings } from "../../settings/settings";
import { azurePlace, settingsOf, type StackConfig } from "../stack/stack";

/** A stack's file as Pulumi reads it. */
export interface File {
  readonly config: StackConfig;
  readonly encryptionsalt?: string;
}

const cores: Readonly<Record<string, number>> = { Standard_D2s_v5: 2, Standard_D4s_v5: 4, Standard_D8s_v5: 8 };
/** GiB that servers may have of a node, by hand: what AKS and its own pods leave. */
const free: Readonly<Record<string, number>> = { Standard_D2s_v5: 5, Standard_D4s_v5: 10.9, Standard_D8s_v5: 25.9 };

/** What the wizard writes. */
export function textFor(answers: Answers, kept: Kept = nothingKept): string {
  const config = configOf(answers);
  const keys = secretsOf(config).map((name) => `binderhub:${name}`);
  return stackFile(answers, withSecrets(config, keys), kept);
}

/** What the program makes of a file whose secrets a person set, as its comment says. It fails if the program does not take the file. */
export function settingsIn(text: string): Settings {
  const keys = [...text.matchAll(/^# {3}pulumi config set --secret (\S+) --stack \S+$/gm)].map(([, key = ""]) => key);
  return withSecrets((parse(text) as File).config, keys);
}

function withSecrets(config: StackConfig, keys: readonly string[]): Settings {
  return settingsOf({ ...config, ...Object.fromEntries(keys.map((key) => [key, "set"])) }, keys);
}

/** The pools, the system pool first, as the file says. */
function poolsOf(settings: Settings) {
  const azure = azurePlace(settings);
  return [{ vmSize: azure.vmSize, max: azure.nodeCount, role: "system" }, ...Object.values(azure.pools)];
}

/** The program finds the answers in a file. @param settings what it makes of the file */
export function hasAnswers(settings: Settings, answers: Answers): void {
  expect([String(settings.limits.totalQuota), azurePlace(settings).location]).toEqual([answers.people, answers.region]);
}

/** The sums in a file's comments are those of its settings, and there is room for all. @param settings what the program makes of the file */
export function sumsAreTrue(text: string, settings: Settings, answers: Answers): void {
  const pools = poolsOf(settings);
  const total = pools.reduce((sum, { vmSize, max }) => sum + max * (cores[vmSize] ?? NaN), 0);
  for (const { vmSize, max } of pools)
    expect(text).toContain(`${max} × ${vmSize} = ${max * (cores[vmSize] ?? NaN)} cores.`);
  if (pools.length > 1) expect(text).toContain(` = ${total} cores.\n`);
  if (answers.cores !== "any") expect(text).toContain(`The hub uses at most ${total} of these cores.`);

  const told = Number(/Room for (\d+) people/.exec(text)?.[1]);
  const users = pools.filter(({ role }) => pools.length === 1 || role === "user");
  const each = (vmSize: string) => Math.floor((free[vmSize] ?? NaN) / 0.5);
  const all = users.reduce((sum, { vmSize, max }) => sum + max * each(vmSize), pools.length === 1 ? -3.5 / 0.5 : 0);
  expect(told).toBe(all);
  expect(told).toBeGreaterThanOrEqual(Number(answers.people));
}
