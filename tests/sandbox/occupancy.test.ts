import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { occupy, vacate } from "../../sandbox/occupancy";
import { commandOf } from "../../sandbox/process-of";

describe("the folder of a rehearsal", () => {
  let other: ChildProcess;
  let folder = "";
  const note = () => join(folder, "process");
  const heldBy = (process_: ChildProcess, command: string | undefined) =>
    writeFileSync(note(), `${process_.pid ?? 0} ${command ?? ""}`);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "occupancy-"));
    other = spawn(process.execPath, ["-e", "process.stdin.pipe(process.stdout)"], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    other.stdin?.write("ready");
    await once(other.stdout ?? other, "data");
  });
  afterEach(async () => {
    const gone = once(other, "close");
    other.kill("SIGKILL");
    await gone;
    rmSync(folder, { recursive: true });
  });

  test("is refused while another process has it", () => {
    heldBy(other, commandOf(other.pid ?? 0));
    expect(() => occupy(folder, "dev")).toThrow(`Another rehearsal of the stack dev is going on (process ${other.pid}`);
  });

  test("is given where the process that had it is gone, and its number belongs to another one", () => {
    heldBy(other, "node rehearse/cli.ts");
    expect(occupy(folder, "dev")).toBe(true);
  });

  test("was not left in the middle of a run where it was given back", () => {
    expect(occupy(folder, "dev")).toBe(false);
    vacate(folder);
    expect(existsSync(note())).toBe(false);
    expect(occupy(folder, "dev")).toBe(false);
  });

  test("was left in the middle of a run where it was not", () => {
    occupy(folder, "dev");
    expect(occupy(folder, "dev")).toBe(true);
  });
});
