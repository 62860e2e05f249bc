import { type HelmRecord as Pending, pendingRecords } from "../sandbox/kubernetes/helm-records";
import { at } from "../settings/untyped";
import { type Rehearsal } from "../sandbox/rehearsal";
import { rehearsalCommand } from "../rehearse/stacks";
import { type HelmRecords } from "./helm";
import { type Patient } from "./look";
import { type HelmRecord } from "./plan";

const simulatedSubscription = "00000000-0000-0000-0000-000000000000";

/** A rehearsal's stack, with Helm's records in the simulated cluster. */
export function rehearsed({ stack, engine, clouds }: Rehearsal): Patient {
  const found = () =>
    pendingRecords(clouds).map(([key, { properties }]) => {
      const { name, labels, namespace } = properties.metadata as Pending & { readonly labels: unknown };
      const label = (key: string) => String(at(labels, key));
      return { key, secret: name, namespace, release: label("name"), status: label("status") };
    });
  const ended = () =>
    clouds.ofType("kubernetes:helm.sh/v3:Release").map(([, { properties }]): HelmRecord => {
      const status = (key: string) => String(at(properties, "status", key));
      const [release, namespace] = [status("name"), status("namespace")];
      return {
        secret: `sh.helm.release.v1.${release}.v${status("revision")}`,
        namespace,
        release,
        status: status("status"),
      };
    });
  const helm: HelmRecords = {
    records: (wanted) => Promise.resolve([...found(), ...ended()].filter(({ namespace }) => namespace === wanted)),
    remove(records) {
      const names = records.map(({ secret }) => secret);
      for (const { key, secret } of found()) if (names.includes(secret)) clouds.remove(key);
      return Promise.resolve();
    },
  };
  return {
    stack,
    command: engine.command,
    helm: () => helm,
    commandOf: (verb) => rehearsalCommand(stack.name, verb),
    environmentSubscription: undefined,
    azSubscription: () =>
      Promise.resolve({ id: simulatedSubscription, from: "it is the only one in the simulated Azure" }),
  };
}
