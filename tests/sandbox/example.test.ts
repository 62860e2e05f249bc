/** @jest-environment ./tests/engine/environment.ts */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CustomResource, type Output } from "@pulumi/pulumi";
import { findEngine } from "../../rehearse/engine";
import { projectFolder } from "../../rehearse/folders";
import { rehearse } from "../../sandbox/example";
import { provider } from "../../sandbox/example-model";

const read = (file: string) => readFileSync(join(projectFolder, "sandbox", file), "utf8");

/** Plays the example in a folder that goes afterwards. */
async function played(more: Parameters<typeof rehearse>[1] = {}): ReturnType<typeof rehearse> {
  const folder = mkdtempSync(join(tmpdir(), "example-"));
  try {
    return await rehearse(folder, { engine: (await findEngine(() => undefined)).command, ...more });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the code in the sandbox's README is the code that runs here", () => {
  const blocks = [...read("README.md").matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code]) => code);
  expect(blocks).toEqual([read("example.ts"), read("example-model.ts")]);
});

describe("the example of the sandbox's README", () => {
  test("makes another program's resources, changes nothing in a second run, and leaves nothing", async () => {
    const { up, outputs, again, destroy, left } = await played();
    expect(up.succeeded ? "" : up.output).toBe("");
    expect(up.changes).toEqual({ create: 3 });
    expect(outputs.url?.value).toBe("https://files.blob.core.windows.net/");
    expect(again.changes).toEqual({ same: 3 });
    expect(destroy.succeeded ? "" : destroy.output).toBe("");
    expect(left).toEqual([]);
  });
});

describe("the model in the sandbox's README", () => {
  const program = (name: string) => () => Promise.resolve({ url: new Queue("queue", { name, url: undefined }).url });

  test("makes a queue", async () => {
    const { up, outputs } = await played({ program: program("jobs"), models: [provider] });
    expect(up.succeeded ? "" : up.output).toBe("");
    expect(outputs.url?.value).toBe("https://queues.example/jobs");
  });
});

/** A queue, as an SDK would have it. */
class Queue extends CustomResource {
  declare readonly url: Output<string>;

  constructor(name: string, args: { readonly name: string; readonly url: undefined }) {
    super("example:index:Queue", name, args);
  }
}
