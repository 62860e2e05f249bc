import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findEngine } from "../rehearse/engine";
import { projectFolder } from "../rehearse/folders";
import { writeNaively } from "./naive";
import { publish } from "./page";
import { type Stack, benchFolder, Stage } from "./stage";
import { table } from "./table";

/** What `profile.cjs` wrote about one process, with times in milliseconds. */
interface Profile {
  readonly loading: Readonly<Record<string, { readonly files: number; readonly milliseconds: number }>>;
  readonly running: Readonly<Record<string, number>>;
  readonly alive: number;
}

/** Previews the stack twice, and returns what the second preview took. The first one fills caches. */
async function profile({ pulumi }: Stack, environment: Readonly<Record<string, string>> = {}): Promise<Profile> {
  const file = join(benchFolder, "profile.json");
  const preload = `--require="${join(projectFolder, "bench/profile.cjs")}"`;
  for (let time = 0; time < 2; time++) {
    await pulumi(["preview"], { ...environment, BENCH_PROFILE: file, NODE_OPTIONS: preload });
  }
  return JSON.parse(readFileSync(file, "utf8")) as Profile;
}

/** Tables of the times for loading and running, before and after. The largest come first, and the rest is one row. */
function tables(before: Profile, after: Profile): string {
  const loaded = (name: string) => [before, after].map(({ loading }) => loading[name]?.milliseconds ?? 0);
  const ran = (name: string) => [before, after].map(({ running }) => running[name] ?? 0);
  const total = ["whole process", ...[before, after].map(({ alive }) => milliseconds(alive))];
  return [
    table(["loading, in ms", "before", "after"], compared([before.loading, after.loading], loaded)),
    table(["running, in ms", "before", "after"], [...compared([before.running, after.running], ran), total]),
  ].join("\n\n");
}

const milliseconds = (time: number) => (time === 0 ? "–" : time.toFixed(0));

function compared(sides: readonly object[], times: (name: string) => number[]): string[][] {
  const names = [...new Set(sides.flatMap((side) => Object.keys(side)))];
  const rows = names.map((name) => ({ name, took: times(name) }));
  const sorted = rows.sort((a, b) => Math.max(...b.took) - Math.max(...a.took));
  const [shown, rest] = [sorted.slice(0, 14), sorted.slice(14)];
  const sum = (side: number, of: typeof rows) => of.reduce((total, { took }) => total + (took[side] ?? 0), 0);
  return [...shown, { name: `${rest.length} others`, took: [sum(0, rest), sum(1, rest)] }].map(({ name, took }) => [
    name,
    ...took.map(milliseconds),
  ]);
}

async function main(): Promise<void> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const stage = await Stage.open(await findEngine(say));
  try {
    const naive = join(benchFolder, "naive-program");
    writeNaively(naive);
    say("before: whole packages, types checked at start …");
    const before = await profile(await stage.ours("naive", { stack: "dev" }, naive), { TS_NODE_CACHE: "false" });
    say("after: as it is …");
    const after = await profile(await stage.ours("profiled", { stack: "dev" }));
    await publish(tables(before, after), "profile", process.argv.includes("--write"));
  } finally {
    stage.close();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
