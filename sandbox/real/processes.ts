import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type Writable } from "node:stream";

/**
 * Runs a program until a pipe closes. The pipe closes also when this process is killed. Without this, an API server whose database is
 * gone would not end.
 */
const untilClosed =
  'trap "" INT TERM; "$@" 3>&- & served=$!; { read -r _ <&3; kill -9 $served; } 2> /dev/null & wait $served';

/** Programs that serve until they are stopped. What they print is in files of a folder. */
export class Processes {
  private readonly running: { readonly name: string; readonly child: ChildProcess }[] = [];

  constructor(private readonly folder: string) {}

  /** @param environment added to that of this process */
  start(
    name: string,
    program: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): void {
    const log = openSync(join(this.folder, `${name}.log`), "w");
    const child = spawn("sh", ["-c", untilClosed, "sh", program, ...args], {
      stdio: ["ignore", log, log, "pipe"],
      cwd: this.folder,
      env: { ...process.env, ...environment },
    });
    this.running.push({ name, child });
    closeSync(log);
  }

  /** Asks again and again if the programs are ready. @throws if one of them has ended */
  async until(what: string, isReady: () => Promise<boolean>): Promise<void> {
    while (!(await isReady())) {
      const ended = this.running.find(({ child }) => child.exitCode !== null || child.signalCode !== null);
      if (ended !== undefined) {
        const printed = readFileSync(join(this.folder, `${ended.name}.log`), "utf8").slice(-2000);
        throw new Error(`${ended.name} ended before ${what}:\n${printed}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Kills all of them, and resolves when they are gone. */
  async stop(): Promise<void> {
    const ended = this.running
      .filter(({ child }) => child.exitCode === null && child.signalCode === null)
      .map(({ child }) => {
        const gone = new Promise((resolve) => child.once("exit", resolve));
        (child.stdio[3] as Writable).end();
        return gone;
      });
    await Promise.all(ended);
  }
}

/** Ports of the loopback interface that nobody listens on. */
export function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = servers.map(
    (server) =>
      new Promise<number>((resolve, reject) => {
        server.on("error", reject).listen(0, "127.0.0.1", () => {
          const address = server.address();
          resolve(typeof address === "object" && address !== null ? address.port : 0);
        });
      }),
  );
  return Promise.all(ports).then(async (found) => {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    return found;
  });
}
