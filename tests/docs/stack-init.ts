import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How far the engine came with a new stack. */
export interface Init {
  readonly made: boolean;
  /** Host and port of whom it wanted to ask first; absent where it asked nobody. */
  readonly asked?: string;
  readonly printed: string;
}

/**
 * Makes a stack with a secrets provider, as `pulumi stack init --secrets-provider` does, without any network: all that the engine
 * asks for goes to a proxy here, which notes whom it wanted to reach, and ends it.
 *
 * @param engine path of the engine
 */
export async function initWith(engine: string, secretsProvider: string): Promise<Init> {
  const folder = mkdtempSync(join(tmpdir(), "stack-init-"));
  mkdirSync(join(folder, "state"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: binderhub\nruntime: nodejs\n");
  const proxy = createServer();
  try {
    await once(proxy.listen(0, "127.0.0.1"), "listening");
    const args = ["stack", "init", "prod", "--non-interactive", "--color", "never"];
    const child = spawn(engine, [...args, `--secrets-provider=${secretsProvider}`], {
      cwd: folder,
      env: environment(folder, (proxy.address() as AddressInfo).port),
    });
    let asked: string | undefined;
    let printed = "";
    proxy.on("connect", ({ url }, socket) => {
      asked ??= url;
      child.kill("SIGKILL");
      socket.destroy();
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    return { made: code === 0, ...(asked !== undefined && { asked }), printed };
  } finally {
    proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nothing of the person's own; the credentials of nobody, as without any the engine asks for none to encrypt. */
function environment(folder: string, port: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    HTTPS_PROXY: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: "nobody",
    AWS_SECRET_ACCESS_KEY: "nobody",
    GOOGLE_OAUTH_ACCESS_TOKEN: "nobody",
  };
}
