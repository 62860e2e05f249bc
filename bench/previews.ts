import { join } from "node:path";
import { type Contestant } from "./rounds";
import { benchFolder, type Stage } from "./stage";

/** Names of the programs that are compared. */
export const names = {
  empty: "empty program",
  example: "five-resource example",
  unchanged: "the same, unchanged since",
  dev: "ours: dev",
  prod: "ours: prod",
  local: "ours: local",
} as const;

/**
 * `pulumi preview` of an empty program, of an ordinary program, and of ours: the command that a user types after an edit.
 *
 * By default, Pulumi checks the types of a TypeScript program at each start. It has a cache: a program that was not edited since its last run is
 * not checked again. The example is measured with and without the cache, the empty program only with the cache, because nobody edits it.
 */
export async function previews(stage: Stage): Promise<Contestant[]> {
  const dev = await stage.ours("dev", { stack: "dev" });
  const prod = await stage.ours("prod", { stack: "prod" });
  const local = await stage.ours("local", { stack: "local" });
  const empty = await stage.other("empty", dev);
  const example = await stage.other("plain-aks", dev);
  const cached = { TS_NODE_CACHE_DIRECTORY: join(benchFolder, "ts-node") };
  const preview = ["preview"];
  return [
    { name: names.empty, time: () => empty.pulumi(preview, cached) },
    { name: names.dev, time: () => dev.pulumi(preview) },
    { name: names.example, time: () => example.pulumi(preview, { TS_NODE_CACHE: "false" }) },
    { name: names.prod, time: () => prod.pulumi(preview) },
    { name: names.unchanged, time: () => example.pulumi(preview, cached) },
    { name: names.local, time: () => local.pulumi(preview) },
  ];
}
