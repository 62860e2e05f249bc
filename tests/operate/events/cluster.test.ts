import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { bundle, entry } from "../../../components/operate/bundle";
import { projectFolder } from "../../../rehearse/folders";
import { unpack } from "../../components/operate/unpacked";

const folder = mkdtempSync(join(tmpdir(), "cluster-program-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => unpack("cluster.ts", folder));

// The client of Kubernetes cannot be loaded in tests: it runs in a process of its own.
test.each([
  ["from its sources", "./operate/hub/cluster.ts"],
  ["packed as for a job", join(folder, entry)],
])(
  "a ConfigMap without any key is merged with the new ones, as the API server wants to be told: %s",
  async (_how, from) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const [from, chunks] = [`${request.method ?? ""} ${request.url ?? ""}`, [] as Buffer[]];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        asked.push(from, request.headers["content-type"] ?? "", Buffer.concat(chunks).toString());
        response.writeHead(200, { "content-type": "application/json" }).end("{}");
      });
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const kubeconfig = JSON.stringify({
      clusters: [{ name: "one", cluster: { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true } }],
      users: [{ name: "ada", user: { token: "her-token" } }],
      contexts: [{ name: "one", context: { cluster: "one", user: "ada" } }],
      "current-context": "one",
    });
    const code = `
    const { Cluster } = require(${JSON.stringify(from)});
    new Cluster({ kubeconfig: process.argv[1] }, "hub").changeMap("try it", "kept", { "a.b": "1", gone: null });
  `;
    const args = ["--require=./startup/index.cjs", "-e", code, kubeconfig];
    await promisify(execFile)(process.execPath, args, { cwd: projectFolder }).finally(() => server.close());
    expect(asked).toEqual([
      "PATCH /api/v1/namespaces/hub/configmaps/kept",
      "application/merge-patch+json",
      '{"data":{"a.b":"1","gone":null}}',
    ]);
  },
);

test("the job's program fits into a ConfigMap", () => {
  const { binaryData, data } = bundle("events-inside.ts");
  const bytes = [...Object.values(binaryData), ...Object.values(data)].join("").length;
  // https://kubernetes.io/docs/concepts/configuration/configmap/#motivation
  expect(bytes).toBeLessThan(2 ** 20);
});
