import { spawn } from "node:child_process";
import { once } from "node:events";
import { projectFolder } from "../../rehearse/folders";

/** Runs `npm run setup` where there is no terminal. */
export async function setup(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ["--require=./startup/index.cjs", "setup/cli.ts", ...args], {
    cwd: projectFolder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (printed += String(chunk)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, printed };
}

/** Answers that have no default. */
export const rest = ["--label", "mygroup-hub", "--email", "me@example.org", "--registry-name", "mygrouphub"];
