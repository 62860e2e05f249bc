import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start } from "./spoken";

/** Commands that a run printed on lines of their own. */
const commandsIn = (printed: string) =>
  [...printed.matchAll(/^ {4}npm start --(.*)$/gm)].map(([, rest = ""]) => rest.trim().split(" "));

test.concurrent.each<readonly [string, readonly string[]]>([
  ["dev", []],
  ["prod", ["--stack", "prod"]],
  ["prod, with settings of every type", ["--stack", "prod", "--set", "azure.nodeCount=3", "--set", 'tags["a.b"]=x']],
  ["local", ["--stack", "local"]],
])("each command that a kept rehearsal of %s prints works when it is typed next", async (_what, args) => {
  const folder = mkdtempSync(join(tmpdir(), "commands-"));
  try {
    const kept = await start(folder, [...args, "--keep"]);
    expect(kept.printed.split("\n").filter((line) => /Error|✗/.test(line))).toEqual([]);
    const commands = commandsIn(kept.printed);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      const { code, printed } = await start(folder, command);
      expect(code === 0 ? "" : printed).toBe("");
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.concurrent("what the program warns of is shown, and the rest of the show goes on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "warnings-"));
  try {
    const login = ["auth.type=github", "auth.clientId=x", "auth.allowAll=true", "authClientSecret=x"];
    const { printed } = await start(folder, ["preview", ...login.flatMap((setting) => ["--set", setting])]);
    expect(printed).toMatch(/^ {2}! auth: without https/m);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
