import { CannotLook } from "../cannot-look";
import { type Cluster } from "../cluster";

/** ConfigMap with what people read while the hub is closed. Without a text, it is open. */
const closedMap = { name: "binder-closed", key: "message" };

/** What people read while the hub is closed. `undefined` if it is open. */
export async function closedMessage(cluster: Cluster): Promise<string | undefined> {
  const { name, key } = closedMap;
  try {
    const asked = cluster.core.readNamespacedConfigMap({ name, namespace: cluster.namespace });
    const text = (await cluster.ask("read the message of a closed hub", asked)).data?.[key]?.trim() ?? "";
    return text === "" ? undefined : text;
  } catch (error) {
    // A hub that was never closed may have none.
    if (error instanceof CannotLook) return undefined;
    throw error;
  }
}
