import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";

/** An Azure subscription, and who named it. */
export interface Subscription {
  readonly id: string;
  /** Who named it, in words: "ARM_SUBSCRIPTION_ID names it". */
  readonly from: string;
}

/** The places that may name a subscription. */
export interface SubscriptionSources {
  /** The stack's configuration `azure-native:subscriptionId`. */
  readonly configured: string | undefined;
  /** Environment variable `ARM_SUBSCRIPTION_ID`. */
  readonly environment: string | undefined;
  /** Ids of the state's resources. */
  readonly ids: readonly string[];
  /** The one that az is logged in to. It is asked only if nothing else names one. */
  readonly az: () => Promise<Subscription | undefined>;
}

/**
 * The subscription that the Azure provider works in. The configured one comes before the one in the environment (`getConfig` in
 * pulumi-azure-native's provider/pkg/provider/provider.go). If nothing names one, the provider asks az (`NewAzCoreIdentity` in
 * auth_azidentity.go).
 *
 * @returns `undefined` if nothing names one
 * @throws if the resources in the state are in another one
 */
export async function subscriptionIn(sources: SubscriptionSources): Promise<Subscription | undefined> {
  const inState = [...new Set(sources.ids.map(subscriptionOf).filter((id) => id !== undefined))];
  const [known, ...others] = inState;
  const named = namedIn(sources) ?? (await sources.az());
  const wrong = named === undefined ? others : inState.filter((id) => !isSame(id, named.id));
  if (wrong.length === 0) return named ?? (known === undefined ? undefined : { id: known, from: "the state names it" });
  const here =
    named === undefined ? `and in ${String(known)}` : `but the next run would use ${named.id} (${named.from})`;
  throw new Error(
    `The stack's resources are in the Azure subscription ${wrong.join(", ")}, ${here}. Nothing was changed. ` +
      "Set the right one, and run this again: pulumi config set azure-native:subscriptionId ID",
  );
}

/** The subscription that az is logged in to. */
export async function azSubscription(): Promise<Subscription | undefined> {
  try {
    const { stdout } = await promisify(execFile)("az", ["account", "show", "--output", "json"]);
    const { id, name } = z.object({ id: z.string().min(1), name: z.string() }).parse(JSON.parse(stdout));
    return { id, from: `az is logged in to it: ${name}` };
  } catch {
    return undefined;
  }
}

function namedIn({ configured, environment }: SubscriptionSources): Subscription | undefined {
  if (configured !== undefined && configured !== "")
    return { id: configured, from: "azure-native:subscriptionId names it" };
  if (configured === undefined && environment !== undefined && environment !== "")
    return { id: environment, from: "ARM_SUBSCRIPTION_ID names it" };
  return undefined;
}

function subscriptionOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)\//i.exec(id)?.[1]?.toLowerCase();
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
