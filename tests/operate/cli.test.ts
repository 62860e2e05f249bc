import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../rehearse/folders";

const folder = mkdtempSync(join(tmpdir(), "hub-cli-"));
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** A stack's outputs, of a hub in a cluster whose API server answers so. */
async function outputsOf(name: string, answer: RequestListener, facts: object = {}): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return outputs(name, (server.address() as AddressInfo).port, facts);
}

function outputs(name: string, port: number, facts: object = {}): string {
  const kubeconfig = JSON.stringify({
    clusters: [{ name: "one", cluster: { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true } }],
    users: [{ name: "ada", user: { token: "her-token" } }],
    contexts: [{ name: "one", context: { cluster: "one", user: "ada" } }],
    "current-context": "one",
  });
  const operate = {
    ...{ namespace: "hub", cluster: { platform: "azure" }, exposure: "loadBalancer", login: "none", builder: "dind" },
    ...{ binderUrl: "http://203.0.113.1", hubUrl: "http://203.0.113.2", addresses: {}, registry: { type: "none" } },
    ...facts,
  };
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ kubeconfig, operate }));
  return file;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function hub(args: readonly string[], onStart?: (stop: (signal: NodeJS.Signals) => void) => void): Promise<Ended> {
  const child = spawn(process.execPath, ["--require=./startup/index.cjs", "operate/hub/cli.ts", ...args], {
    cwd: projectFolder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onStart?.((signal) => child.kill(signal));
  const text = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text.err += chunk.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...text })));
}

const lines = (text: string) => text.trimEnd().split("\n");

const forbidden: RequestListener = (_request, response) => {
  const status = { kind: "Status", status: "Failure", code: 403, message: 'pods is forbidden: User "ada" cannot list' };
  response.writeHead(403, { "content-type": "application/json" }).end(JSON.stringify(status));
};

test("a kubeconfig without rights is one line, with what is missing, and code 2", async () => {
  const { code, out, err } = await hub(["check", "--outputs", await outputsOf("forbidden", forbidden)]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(lines(err)).toEqual([expect.stringMatching(/no right to list pods \(pods is forbidden.*administrator/)]);
});

test("a cluster that does not answer is one line, with what to look at, and code 2", async () => {
  // Nothing listens at port 9, discard.
  const { code, out, err } = await hub(["check", "--outputs", outputs("silent", 9)]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(lines(err)).toEqual([expect.stringMatching(/ECONNREFUSED.*az aks start.*azure\.apiServerRanges/)]);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "a check that %s ends says so in one line, with code 2",
  async (signal) => {
    let stop: (signal: NodeJS.Signals) => void = () => undefined;
    // It is interrupted while it waits for the answer to its first question.
    const file = await outputsOf(signal, () => stop(signal));
    const { code, out, err } = await hub(["check", "--outputs", file], (given) => (stop = given));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(lines(err)).toEqual([expect.stringMatching(/^Interrupted\./)]);
  },
);

test("restore without a terminal and --yes is refused with code 2 before the cluster is asked anything", async () => {
  let asked = 0;
  const answer: RequestListener = (...request) => {
    asked++;
    forbidden(...request);
  };
  const backup = { repository: "azure:hub:/", every: "24h", keep: {}, image: "restic", folders: [], trusts: false };
  const { code, out, err } = await hub(["restore", "--outputs", await outputsOf("restore", answer, { backup })]);
  expect({ code, out, asked }).toEqual({ code: 2, out: "", asked: 0 });
  expect(lines(err)).toEqual([expect.stringMatching(/no terminal.*--yes/)]);
});

test.each([
  [
    ["check", "--outputs", join(folder, "none.json")],
    /cannot be read as outputs.*pulumi stack output --json --show-secrets/,
  ],
  [["check", "--outputs", join(projectFolder, "package.json")], /no output `operate`.*pulumi up/],
  [["load", "--outputs", outputs("load", 9)], /required option '--people/],
  [["logs", "kernel"], /Allowed choices are hub, binder, builds, launch/],
  [["logs", "launch", "--outputs", outputs("logs", 9)], /--user.*--repository/],
  [["logs", "hub", "--since", "yesterday", "--outputs", outputs("since", 9)], /write 30m, 1h or 2d/],
  [["upgrade", "--plan", "--outputs", outputs("upgrade", 9)], /no stack: name it with --stack/],
  [["backup", "--outputs", outputs("backup", 9)], /has no backup.*binderhub:backup.*pulumi up/],
  [["event", "--outputs", outputs("event", 9)], /missing required argument 'what'/],
  [["event", "dance"], /Allowed choices are prepare, status, rehearse, report, slide/],
  [["event", "status", "--outputs", outputs("eventless", 9)], /no events.*binderhub:events \(docs\/events\.md/],
  [
    ["event", "report", "--outputs", outputs("events", 9, { events: [{ name: "a" }, { name: "b" }] })],
    /event report NAME.*: a, b/,
  ],
  [["event", "slide", "a", "--outputs", outputs("slide", 9, { events: [{ name: "a" }] })], /--file slide\.html/],
  [["polish"], /unknown command 'polish'/],
])("%j is told what is missing, with code 2", async (args, expected) => {
  const { code, err } = await hub(args);
  expect(code).toBe(2);
  expect(err).toMatch(expected);
});
