import { memoryIn, peopleIn, durationOf, whoInWords } from "../../operate/hub/who";
import { serverOf } from "./pods";

const plain = (_: unknown, text: string) => text;
const now = new Date("2026-11-27T14:30:00Z");

/** As a kubelet tells it. */
const metrics = `# HELP container_memory_working_set_bytes [STABLE] Current working set of the container in bytes
# TYPE container_memory_working_set_bytes gauge
container_memory_working_set_bytes{container="binder",namespace="binderhub",pod="binder-5ff474c4d4-8pxzg"} 1.20037376e+08 1795789260128
container_memory_working_set_bytes{container="notebook",namespace="binderhub",pod="jupyter-ada"} 1.53063424e+08 1795789260126
container_memory_working_set_bytes{container="beside",namespace="binderhub",pod="jupyter-ada"} 1000 1795789260126
container_memory_working_set_bytes{container="notebook",namespace="elsewhere",pod="jupyter-ada"} 7 1795789260126
`;

test("Who has had a server the longest comes first", () => {
  const people = peopleIn(
    [serverOf("late", { made: "2026-11-27T14:20:00Z" }), serverOf("early", { made: "2026-11-26T14:20:00Z" })],
    new Map(),
  );
  expect(people.map(({ user }) => user)).toEqual(["early", "late"]);
});

test("A person, the repository, the memory and the node are read from the pod", () => {
  expect(peopleIn([serverOf("ada")], memoryIn(metrics, "binderhub"))).toEqual([
    {
      user: "ada",
      repository: "https://github.com/owner/hello",
      state: "running",
      since: "2026-11-27T14:16:24.000Z",
      memory: { used: 153_063_424 + 1000, limit: 536_870_912 },
      node: "node-1",
    },
  ]);
});

test.each([
  ["address", { repository: "https://private.invalid/0123456789ab" }],
  ["image", { image: `registry.example.org/binder-private${"0123456789abcdef".repeat(4)}-0a1b2c:1` }],
])("A private repository, known by its %s, has no name", (_, edits) => {
  const people = peopleIn([serverOf("ada", edits)], new Map());
  expect(people[0]?.repository).toBe("private");
  expect(JSON.stringify(people)).not.toMatch(/hello|invalid/);
});

test("No token of a server is shown", () => {
  expect(JSON.stringify(peopleIn([serverOf("ada")], new Map()))).not.toContain("not-to-be-seen");
});

test.each([
  ["starting", { status: { phase: "Pending" } }],
  ["failed", { status: { phase: "Failed" } }],
  ["ending", { metadata: { ...serverOf("ada").metadata, deletionTimestamp: now } }],
])("A server is %s", (state, edit) => {
  expect(peopleIn([{ ...serverOf("ada"), ...edit }], new Map())[0]?.state).toBe(state);
});

test("The table has a column for memory only where the cluster tells it", () => {
  const without = whoInWords(peopleIn([serverOf("ada")], new Map()), plain, now);
  expect(without).not.toContain("memory");
  const withIt = whoInWords(peopleIn([serverOf("ada")], memoryIn(metrics, "binderhub")), plain, now);
  expect(withIt.split("\n")[1]).toBe("ada   https://github.com/owner/hello  13m  146 MiB of 512 MiB  node-1");
});

test("The table has a column for servers where somebody's has a name", () => {
  expect(whoInWords(peopleIn([serverOf("ada", { server: "second" })], new Map()), plain, now)).toMatch(
    /^user +server +repository/,
  );
});

test("Memory near its limit is yellow", () => {
  const painted = (style: unknown, text: string) => `<${String(style)}>${text}`;
  expect(whoInWords(peopleIn([serverOf("ada")], new Map([["jupyter-ada", 500_000_000]])), painted, now)).toContain(
    "<yellow>477 MiB",
  );
});

test("Nobody is said", () => {
  expect(whoInWords([], plain, now)).toBe("Nobody has a server.");
});

test.each([
  [59_000, "0m"],
  [61 * 60_000, "1h 1m"],
  [49 * 3_600_000, "2d 1h"],
])("%d ms are %s", (milliseconds, words) => {
  expect(durationOf(milliseconds)).toBe(words);
});
