import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Stack } from "@pulumi/pulumi/automation";
import * as z from "zod";
import { isRecord } from "../settings/untyped";
import { inPrivateFolder } from "./private-folder";

type Inputs = Readonly<Record<string, unknown>>;

/** A resource that the program has, and that the next `up` would create. */
export interface Planned {
  readonly urn: string;
  readonly type: string;
  /** Whether it is more than a component: a thing of its own, or a provider. */
  readonly custom: boolean;
  /** What the program says of it, secrets encrypted. */
  readonly inputs: Inputs;
  readonly parent?: string;
  /** Reference to the provider: its URN and, after a further `::`, its id. */
  readonly provider?: string;
  /** URNs of what it depends on. */
  readonly dependencies: readonly string[];
}

/** What the next `up` would do. */
export interface Plan {
  readonly created: readonly Planned[];
  /** URNs of what it would leave or change, but not replace: their outputs are known. */
  readonly kept: ReadonlySet<string>;
}

const record = z.record(z.string(), z.unknown());
const resourcePlans = z.record(
  z.string(),
  z.looseObject({
    steps: z.array(z.string()).default([]),
    goal: z
      .looseObject({
        type: z.string(),
        custom: z.boolean(),
        inputDiff: z
          .looseObject({
            adds: record.nullish(),
            updates: record.nullish(),
            deletes: z.array(z.string()).nullish(),
          })
          .optional(),
        parent: z.string().optional(),
        provider: z.string().optional(),
        dependencies: z.array(z.string()).nullish(),
      })
      .nullish(),
  }),
);
const savedPlan = z.looseObject({ resourcePlans: resourcePlans.default({}) });

/**
 * Asks the engine what the next `up` would create. Not its events: in all that it shows, also to programs, it blots out every
 * occurrence of a secret's text, even where that is part of a name (`filterPropertyValue` in the engine's pkg/engine/events.go). In
 * the plan that a preview saves, secrets are encrypted and everything else is as it is (`SerializePlan` in pkg/resource/stack/plan.go).
 *
 * @param known inputs of what the state has, by URN: of that the plan says only what changes (`NewPlanDiff` in
 * pkg/resource/deploy/plan.go)
 * @throws where the preview fails
 */
export function planned(stack: Stack, known: ReadonlyMap<string, Inputs>): Promise<Plan> {
  return inPrivateFolder("pulumi-plan-", async (folder) => {
    const file = join(folder, "plan.json");
    await withoutDryRuns(stack, () => stack.preview({ plan: file, color: "never" }));
    return read(JSON.parse(readFileSync(file, "utf8")), known);
  });
}

/**
 * In a preview, the Kubernetes provider asks the API server to try out each object that it would create, and fails where one of that name
 * is there already: just what is looked for here. It does not ask where it is told not to apply on the server's side.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go `skipPreview` in `Create`
 */
async function withoutDryRuns<T>({ workspace }: Stack, work: () => Promise<T>): Promise<T> {
  const { envVars } = workspace;
  workspace.envVars = { ...envVars, PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY: "false" };
  try {
    return await work();
  } finally {
    workspace.envVars = envVars;
  }
}

function read(plan: unknown, known: ReadonlyMap<string, Inputs>): Plan {
  const all = Object.entries(savedPlan.parse(plan).resourcePlans);
  const makes = (steps: readonly string[]) => steps.some((step) => step === "create" || step === "create-replacement");
  return {
    kept: new Set(all.filter(([, { steps }]) => !makes(steps)).map(([urn]) => urn)),
    created: all.flatMap(([urn, { steps, goal }]) => {
      if (goal === null || goal === undefined || !makes(steps)) return [];
      const { type, custom, inputDiff, parent, provider, dependencies } = goal;
      const { adds, updates, deletes } = inputDiff ?? {};
      const left = Object.entries(known.get(urn) ?? {}).filter(([key]) => deletes?.includes(key) !== true);
      const inputs = withoutMark({ ...Object.fromEntries(left), ...adds, ...updates });
      return [{ urn, type, custom, inputs, parent, provider, dependencies: dependencies ?? [] }];
    }),
  };
}

const mark = "app.kubernetes.io/managed-by";

/** Without the label that the Kubernetes provider adds only where it does not apply on the server's side, as in the preview above. */
function withoutMark(inputs: Inputs): Inputs {
  const { metadata } = inputs;
  if (!isRecord(metadata) || !isRecord(metadata.labels) || metadata.labels[mark] !== "pulumi") return inputs;
  const { labels, ...others } = metadata;
  const left = Object.entries(labels).filter(([name]) => name !== mark);
  return { ...inputs, metadata: { ...others, ...(left.length > 0 && { labels: Object.fromEntries(left) }) } };
}
