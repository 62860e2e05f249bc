import { turnMap } from "../../../components/operate/names";
import { Busy, CannotLook } from "../cannot-look";
import { type Cluster } from "../cluster";
import { configMapIn } from "../config-map";

/** Seconds that a turn lasts at most: longer than any check. What a killed one holds is free then. */
export const longestTurn = 900;

/**
 * Takes the turn of a check that launches with the hub's service, which has one server: two at a time would take it from each other. The turn is a
 * ConfigMap. Only one of two who take it at once gets it: the other one's object is there already, or has changed.
 *
 * @param holder who takes it: a text that nobody else has
 * @returns gives it back
 * @throws Busy if somebody else has it
 */
export async function takeTurn(cluster: Cluster, holder: string, now = new Date()): Promise<() => Promise<void>> {
  const { core, namespace } = cluster;
  const name = turnMap;
  const found = await configMapIn(cluster, name, "see whether another check is at work");
  const until = new Date(found?.data?.until ?? 0);
  if (until > now) throw busy(until);
  const data = { holder, until: new Date(now.getTime() + longestTurn * 1000).toISOString() };
  const version = found?.metadata?.resourceVersion ?? "";
  const same = { op: "test", path: "/metadata/resourceVersion", value: version };
  const made: object = { metadata: { name }, data };
  try {
    await (found === undefined
      ? core.createNamespacedConfigMap({ namespace, body: made })
      : core.patchNamespacedConfigMap({ name, namespace, body: [same, { op: "add", path: "/data", value: data }] }));
  } catch (error) {
    // Who may look and not write has no turn, and goes on without.
    if (codeOf(error) === 403) return () => Promise.resolve();
    if ([409, 422].includes(codeOf(error) ?? 0)) throw busy(new Date(now.getTime() + longestTurn * 1000));
    throw new CannotLook(
      `The cluster does not say whether another check is at work: ${codeOf(error) ?? String(error)}.`,
    );
  }
  return async () => {
    const own = { op: "test", path: "/data/holder", value: holder };
    await core.patchNamespacedConfigMap({ name, namespace, body: [own, { op: "add", path: "/data", value: {} }] });
  };
}

function busy(until: Date): Busy {
  return new Busy(
    `The hub's service is at work: another check runs. Wait until it has ended. What a killed one holds is free at ${until.toISOString().slice(11, 16)} UTC.`,
  );
}

function codeOf(error: unknown): number | undefined {
  const code = (error as { code?: unknown }).code;
  return typeof code === "number" ? code : undefined;
}
