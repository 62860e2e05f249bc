import { Busy } from "../../../operate/hub/cannot-look";
import { longestTurn, takeTurn } from "../../../operate/hub/check/turn";
import { type Cluster } from "../../../operate/hub/cluster";

interface Op {
  readonly op: string;
  readonly path: string;
  readonly value: unknown;
}
interface Map {
  readonly version: number;
  readonly data: Readonly<Record<string, string>>;
}

/** One ConfigMap, as the API server treats it. @see https://datatracker.ietf.org/doc/html/rfc6902#section-4.6 for `test` */
function apiServer({ mayWrite = true } = {}) {
  let map: Map | undefined;
  const refuse = (code: number) => Promise.reject(Object.assign(new Error(), { code }));
  const put = (data: Map["data"]) => Promise.resolve((map = { version: (map?.version ?? 0) + 1, data }));
  const core = {
    listNamespacedConfigMap: () =>
      Promise.resolve({
        items: map === undefined ? [] : [{ metadata: { resourceVersion: String(map.version) }, data: map.data }],
      }),
    createNamespacedConfigMap: ({ body }: { body: Pick<Map, "data"> }) =>
      !mayWrite ? refuse(403) : map === undefined ? put(body.data) : refuse(409),
    patchNamespacedConfigMap: ({ body: [test, add] }: { body: readonly [Op, Op] }) => {
      if (!mayWrite) return refuse(403);
      const now = test.path === "/data/holder" ? map?.data.holder : String(map?.version);
      return now === test.value ? put(add.value as Map["data"]) : refuse(422);
    },
  };
  const ask = <Answer>(_what: string, answer: Promise<Answer>) => answer;
  return { core, ask, namespace: "binderhub" } as unknown as Cluster;
}

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 27, 12) + seconds * 1000);

test("the first one gets it, and the second one does not, until it is given back", async () => {
  const cluster = apiServer();
  const giveBack = await takeTurn(cluster, "first", at(0));
  await expect(takeTurn(cluster, "second", at(60))).rejects.toThrow(Busy);
  await giveBack();
  await expect(takeTurn(cluster, "second", at(61))).resolves.toBeDefined();
});

test.each([
  ["nobody had it before", false],
  ["it was given back", true],
])("of several at once, one gets it: %s", async (_when, before) => {
  const cluster = apiServer();
  if (before) await (await takeTurn(cluster, "earlier", at(0)))();
  const names = ["a", "b", "c", "d"];
  const tried = await Promise.allSettled(names.map((name) => takeTurn(cluster, name, at(1))));
  expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("what a killed one holds is free after its time, and it cannot give back another's", async () => {
  const cluster = apiServer();
  const late = await takeTurn(cluster, "killed", at(0));
  await expect(takeTurn(cluster, "next", at(longestTurn - 1))).rejects.toThrow(/free at 12:15 UTC/);
  await takeTurn(cluster, "next", at(longestTurn + 1));
  await expect(late()).rejects.toThrow();
  await expect(takeTurn(cluster, "third", at(longestTurn + 2))).rejects.toThrow(Busy);
});

test("who may only look has no turn, and goes on", async () => {
  const giveBack = await takeTurn(apiServer({ mayWrite: false }), "visitor", at(0));
  await expect(giveBack()).resolves.toBeUndefined();
});
