import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../rehearse/folders";
import { start } from "./spoken";

/** Commands that a run printed on lines of their own. */
const commandsIn = (printed: string) =>
  [...printed.matchAll(/^ {4}npm start --(.*)$/gm)].map(([, rest = ""]) =>
    [...rest.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", "")),
  );

test.concurrent.each<readonly [string, readonly string[]]>([
  ["dev", []],
  ["prod", ["--stack", "prod"]],
  ["prod, with settings of every type", ["--stack", "prod", "--set", "azure.nodeCount=3", "--set", 'tags["a.b"]=x']],
  ["prod, in another namespace", ["--stack", "prod", "--set", "namespace=other"]],
  ["local", ["--stack", "local"]],
  ["local, protected", ["--stack", "local", "--set", "protect=true", "--set", "existing.context=kind-other"]],
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

test.concurrent("a password that is part of names is warned of, also where settings are refused", async () => {
  const folder = mkdtempSync(join(tmpdir(), "blotted-"));
  try {
    const { printed } = await start(folder, ["preview", "--set", "registryPassword=binder", "--set", "azure.x=1"]);
    expect(printed).toMatch(/^ {2}! \[secret\]hub:registryPassword: its text is part of a name/m);
    expect(printed).toContain("1 setting is not right");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.concurrent("what --fail-at names fails in the operation, and not while it is looked up", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fail-at-"));
  try {
    await start(folder, ["up"]);
    const { code, printed } = await start(folder, ["up", "--fail-at", "binderhub-api-server"]);
    expect(printed).toMatch(/That was --fail-at.*\n.*✓ healed/s);
    expect(code).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.concurrent("what cannot be as it is asked for is refused, with what it is about", async () => {
  const folder = mkdtempSync(join(tmpdir(), "refused-"));
  try {
    const unreadable = await start(folder, ["preview", "--set", "azure[0]=1"]);
    expect(unreadable.printed).toContain("Cannot set binderhub:azure[0]: ");
    expect(unreadable.code).toBe(1);

    await start(folder, ["up"]);
    const contrary = await start(folder, ["destroy", "--keep"]);
    expect(contrary.printed).toContain("--keep stops before destroy");
    expect(contrary.code).toBe(1);
    expect((await start(folder, ["preview"])).printed).toMatch(/ 25 unchanged/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.concurrent("settings that are refused come with how a rehearsal changes them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "settings-"));
  try {
    const { code, printed } = await start(folder, ["preview", "--set", "azure=3"]);
    expect(printed).toMatch(/binderhub:azure = 3\n.*\n +→ pulumi config rm binderhub:azure\n/);
    expect(printed).toMatch(/do in\s+Pulumi\.dev\.yaml/);
    expect(printed).not.toContain("--fresh");
    expect(code).toBe(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.concurrent("the README and the page on times show what a rehearsal prints", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shown-"));
  try {
    const { printed } = await start(folder, []);
    // Lines are as wide as the terminal.
    const asOne = (text: string) => text.replaceAll(/\s+/g, " ").trim();
    const shown = ["README.md", "docs/performance.md"].flatMap((page) => {
      const blocks = [
        ...readFileSync(join(projectFolder, page), "utf8").matchAll(/^```console\n\$ npm[^\n]* start\n([^]*?)^```/gm),
      ];
      expect(blocks).not.toEqual([]);
      return blocks.flatMap(([, block = ""]) => block.split("\n").map(asOne));
    });
    expect(shown.filter((line) => line !== "…" && !asOne(printed).includes(line))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
