import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Stack } from "@pulumi/pulumi/automation";
import * as z from "zod";
import { inPrivateFolder } from "./private-folder";

type Inputs = Readonly<Record<string, unknown>>;

/** A resource that the program has, and that the next `up` would create. */
export interface Planned {
  readonly urn: string;
  readonly type: string;
  /** Whether it is a resource or a provider, and not only a component. */
  readonly custom: boolean;
  /** Its inputs in the program, with encrypted secrets. */
  readonly inputs: Inputs;
  readonly parent?: string;
  /** Reference to the provider: its URN, `::` and its id. */
  readonly provider?: string;
  /** URNs of the resources that it depends on. */
  readonly dependencies: readonly string[];
}

/** What the next `up` would do. */
export interface Plan {
  readonly created: readonly Planned[];
  /** URNs of the resources that it would leave or change, but not replace. Their outputs are known. */
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
 * Asks the engine what the next `up` would create. It reads the plan that a preview saves: there, secrets are encrypted and everything else is
 * unchanged (`SerializePlan` in pkg/resource/stack/plan.go). It cannot read the engine's events. In events, the engine replaces the text of a
 * secret everywhere, even inside a name (`filterPropertyValue` in pkg/engine/events.go).
 *
 * @param known inputs of the resources in the state, by URN: for these, the plan has only the changes (`NewPlanDiff` in
 * pkg/resource/deploy/plan.go)
 * @throws if the preview fails
 */
export function planned(stack: Stack, known: ReadonlyMap<string, Inputs>): Promise<Plan> {
  return inPrivateFolder("pulumi-plan-", async (folder) => {
    const file = join(folder, "plan.json");
    await overExisting(stack, () => stack.preview({ plan: file, color: "never" }));
    return read(JSON.parse(readFileSync(file, "utf8")), known);
  });
}

/**
 * In a preview, the Kubernetes provider asks the API server to try out each object that it would create. It fails if an object of that name
 * exists already, and such objects are what is looked for here. With these two variables, it tries out a change of the object instead, whoever made it.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/await/await.go `UpsertExistingObjects` in `Creation`
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/await/await.go `patchForce`
 */
async function overExisting<T>({ workspace }: Stack, work: () => Promise<T>): Promise<T> {
  const { envVars } = workspace;
  workspace.envVars = {
    ...envVars,
    PULUMI_K8S_UPSERT_EXISTING_OBJECTS: "true",
    PULUMI_K8S_ENABLE_PATCH_FORCE: "true",
  };
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
      const inputs = { ...Object.fromEntries(left), ...adds, ...updates };
      return [{ urn, type, custom, inputs, parent, provider, dependencies: dependencies ?? [] }];
    }),
  };
}
