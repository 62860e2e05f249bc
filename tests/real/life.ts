import { type Access, inCluster as helmIn } from "../../operate/helm";
import { recover } from "../../operate/recovery";
import { rehearsed } from "../../operate/rehearsed";
import { type Outcome } from "../../sandbox/rehearsal";
import { fullKey } from "../../rehearse/stack-settings";
import { errors, isEmpty, steps } from "../engine/events";
import { forget } from "../recover/forget";
import { type Inventory, inventory } from "./inventory";
import { onStage, type Play } from "./stage";
import { unprotect } from "../../rehearse/open";

/** A change of settings, on top of those before it. */
export interface Edit {
  readonly what: string;
  readonly set: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** What became of an edit: `true`, or what was said. */
export interface Edited {
  readonly applied: true | string;
  readonly settled: true | string;
}

/** An undisturbed stack's whole life. */
export interface Life {
  readonly up: true | string;
  readonly secondUp: true | string;
  readonly refresh: true | string;
  readonly upAfterRefresh: true | string;
  /** What is in the cluster after the first `up`. */
  readonly objects: Inventory;
  readonly edits: ReadonlyMap<string, Edited>;
  /** An upgrade that cannot succeed. */
  readonly broken: { readonly errors: readonly string[]; readonly changed: readonly string[]; readonly healed: Edited };
  /** A state that lost the namespaces and all that is in them, while they run on. */
  readonly lost: {
    readonly recovered: boolean;
    readonly up: true | string;
    readonly replaced: readonly string[];
    readonly settled: true | string;
  };
  readonly destroy: true | string;
  /** What is left in the clouds, and in a cluster that stays. */
  readonly left: readonly string[];
}

/** Values of the chart that no API server takes: the upgrade fails at once, when others of its objects have changed. */
const refused = {
  "extraValues.jupyterhub.hub.service.type": "NodePort",
  "extraValues.jupyterhub.hub.service.ports.nodePort": "99999",
};

export function live(play: Play, edits: readonly Edit[]): Promise<Life> {
  return onStage(play, async ({ rehearsal, cluster, kubectl }) => {
    const before = await inventory(cluster.api);
    const up = succeeded(await rehearsal.run("up"));
    const objects = await inventory(cluster.api);
    const secondUp = empty(await rehearsal.run("up"));
    const refresh = succeeded(await rehearsal.run("refresh"));
    const upAfterRefresh = empty(await rehearsal.run("up"));
    const edited = new Map<string, Edited>();
    const edit = async ({ set, secrets }: Omit<Edit, "what">): Promise<Edited> => {
      await rehearsal.set({ ...config(set), ...config(secrets ?? {}, true) });
      const applied = succeeded(await rehearsal.run("up"));
      return { applied, settled: empty(await rehearsal.run("up")) };
    };
    for (const one of edits) edited.set(one.what, await edit(one));

    const good = await inventory(cluster.api);
    await rehearsal.set(config(refused));
    const failing = await rehearsal.run("up");
    const changed = good.differences(await inventory(cluster.api));
    const healed = await edit({ set: { "extraValues.jupyterhub.hub.service.ports.nodePort": "30080" } });

    await forget(rehearsal, (_name, urn) => urn.includes("kubernetes:core/v1:Namespace::"));
    const patient = { ...rehearsed(rehearsal), helm: (access: Access) => helmIn(access, kubectl) };
    const recovered = await recover(patient, { say: () => undefined, ask: () => Promise.resolve(true) });
    const again = await rehearsal.run("up");
    const replaced = Object.entries(steps(again)).flatMap(([name, ops]) =>
      ops.some((op) => /replace|delete/.test(op)) ? [name] : [],
    );
    const lost = { recovered, up: succeeded(again), replaced, settled: empty(await rehearsal.run("up")) };

    await unprotect(rehearsal);
    const unprotected = (await rehearsal.isProtected()) ? succeeded(await rehearsal.run("up")) : true;
    const destroy = unprotected === true ? succeeded(await rehearsal.run("destroy")) : unprotected;
    // A cluster in Azure has gone with all that was in it.
    const inCluster = play.stack === "local" ? before.differences(await inventory(cluster.api)) : [];
    const left = [...rehearsal.clouds.all().map(([id]) => id), ...inCluster];
    return {
      ...{ up, secondUp, refresh, upAfterRefresh, objects, edits: edited, lost, destroy, left },
      broken: { errors: errors(failing), changed, healed },
    };
  });
}

export function config(values: Readonly<Record<string, string>>, secret = false) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [fullKey(key), { value, secret }]));
}

export function succeeded(outcome: Outcome): true | string {
  return outcome.succeeded ? true : errors(outcome).join("\n");
}

export function empty(outcome: Outcome): true | string {
  return isEmpty(outcome) ? true : JSON.stringify([steps(outcome), errors(outcome)]);
}
