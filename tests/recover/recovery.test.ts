import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Stack } from "@pulumi/pulumi/automation";
import { type Patient } from "../../operate/look";
import { recover } from "../../operate/recovery";

const urn = (name: string) => `urn:pulumi:dev::binderhub::a:b:C::${name}`;

let folder: string;
let lock: string;
let done: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "recovery-"));
  lock = join(folder, ".pulumi/locks/organization/binderhub/dev/lock.json");
  mkdirSync(join(lock, ".."), { recursive: true });
  mkdirSync(join(folder, ".pulumi/stacks"), { recursive: true });
  done = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A stack with states in the folder; of the engine no more than what recovering asks of it. */
function patient({ pending = [] as readonly string[], unable = false } = {}): Patient {
  const pending_operations = pending.map((name) => ({ type: "creating", resource: { urn: urn(name), type: "a:b:C" } }));
  const stack = {
    name: "dev",
    workspace: { envVars: { PULUMI_BACKEND_URL: `file://${folder}` } },
    exportStack: () => Promise.resolve({ deployment: { resources: [], pending_operations } }),
    getAllConfig: () => Promise.resolve({}),
    preview({ plan }: { readonly plan: string }) {
      if (unable) return Promise.reject(new Error("no"));
      writeFileSync(plan, "{}");
      return Promise.resolve({});
    },
    cancel: () => Promise.resolve(void done.push("cancel")),
    refresh: () => Promise.resolve(void done.push("refresh")),
  };
  return {
    stack: stack as unknown as Stack,
    command: "pulumi",
    helm: () => ({ records: () => Promise.resolve([]), remove: () => Promise.resolve() }),
    commandOf: (verb) => `pulumi ${verb} --stack dev`,
    environmentSubscription: undefined,
    azSubscription: () => Promise.resolve(undefined),
  };
}

/** Recovers, answering each question in turn. */
async function recovered(of: Patient, ...answers: readonly boolean[]) {
  const said: string[] = [];
  const left = [...answers];
  const is = await recover(of, {
    say: (line) => void said.push(line),
    ask: () => Promise.resolve(left.shift() ?? false),
  });
  return { is, said, left };
}

describe("a stack with nothing wrong", () => {
  test("is said to be well, and nobody is asked", async () => {
    expect(await recovered(patient(), true)).toEqual({
      is: true,
      said: ["Nothing to repair was found in the stack dev."],
      left: [true],
    });
  });

  test("is said not to have been looked at where it could not be, with the command that says why", async () => {
    const { said } = await recovered(patient({ unable: true }));
    expect(said.join(" ").replaceAll(/\s+/g, " ")).toContain(
      "Not looked at: what exists in the clouds, because the preview fails. To see why, run pulumi preview --stack dev",
    );
  });
});

describe("a stack that is locked, with an interrupted operation", () => {
  beforeEach(() => writeFileSync(lock, "{}"));
  const pending = ["binderhub-release"];

  test("is left as it is where the answer is no", async () => {
    const { is, said } = await recovered(patient({ pending }), false);
    expect(is).toBe(false);
    expect(said.at(-1)).toBe("Nothing was changed.");
    expect(done).toEqual([]);
  });

  test("is mended step by step where the answer is yes, and what comes next is said", async () => {
    const { is, said } = await recovered(patient({ pending }), true);
    expect(is).toBe(true);
    expect(done).toEqual(["cancel", "refresh"]);
    expect(said.slice(-3)).toEqual([
      "  1. done",
      "  2. done",
      "Repaired. Next: pulumi up --stack dev, or the command that was interrupted.",
    ]);
  });

  test("is told of in lines of at most 80 columns", async () => {
    const { said } = await recovered(
      patient({ pending: ["binderhub-release", "proxy-public-ip", "binder-ip"] }),
      false,
    );
    expect(said.filter((line) => line.length > 80)).toEqual([]);
  });
});

describe("a state that the engine was killed in the middle of writing", () => {
  const broken = () => join(folder, ".pulumi/stacks/dev.json.attrs");
  beforeEach(() => writeFileSync(broken(), ""));

  test("is left as it is where the answer is no, and not looked into", async () => {
    const { is, said } = await recovered(patient(), false);
    expect([is, said.at(-1), existsSync(broken())]).toEqual([false, "Nothing was changed.", true]);
  });

  test("is made readable where the answer is yes, and then looked into", async () => {
    const { is, said } = await recovered(patient(), true);
    expect([is, said.at(-1), existsSync(broken())]).toEqual([
      true,
      "Nothing to repair was found in the stack dev.",
      false,
    ]);
  });
});
