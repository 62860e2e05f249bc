import { calls, durations, type Timed } from "./durations";
import { nameAndType } from "./events";
import { type Task } from "./schedule";
import { dependenciesOf, type StateResource } from "./state";

/**
 * What an `up` has to do, and in which order: a resource waits for what it depends on. What stays as it is takes no time.
 *
 * @param resources the state that it left
 * @param operations what it did, by URN
 */
export function tasksOfUp(resources: readonly StateResource[], operations: ReadonlyMap<string, string>): Task[] {
  const asked = calls.flatMap((call) => {
    const about = resources.find(({ type }) => type === call.about);
    return about === undefined ? [] : [{ ...call, about: about.urn }];
  });
  return [
    ...resources.map((resource) => ({
      name: resource.urn,
      label: nameAndType(resource.urn).type,
      seconds: secondsFor(resource, operations.get(resource.urn)),
      after: [
        ...dependenciesOf(resource),
        ...asked.filter(({ neededBy }) => neededBy === resource.type).map(({ token }) => token),
      ],
      reachesCloud: isInCloud(resource) && operations.get(resource.urn) !== "same",
    })),
    ...asked.map(({ token, label, seconds, about }) => ({
      name: token,
      label,
      seconds,
      after: [about],
      reachesCloud: true,
    })),
  ];
}

/**
 * What a `destroy` has to do, and in which order. The engine deletes in waves: first what nothing depends on, and what comes next
 * only when the whole wave before it is gone. What is deleted with something else takes no time of its own.
 *
 * @param resources the state that it found
 * @see https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/deploy/step_generator.go, ScheduleDeletes
 */
export function tasksOfDestroy(resources: readonly StateResource[]): Task[] {
  const depths = new Map<string, number>();
  for (const resource of resources) {
    const below = dependenciesOf(resource).map((urn) => depths.get(urn) ?? -1);
    depths.set(resource.urn, 1 + Math.max(-1, ...below));
  }
  const atDepth = (depth: number) => resources.map(({ urn }) => urn).filter((urn) => depths.get(urn) === depth);
  return resources.map((resource) => {
    const { urn, external, deletedWith } = resource;
    // A cloud is neither asked to delete what was only read, nor what goes with another resource of the stack.
    const reachesCloud = isInCloud(resource) && !external && (deletedWith === undefined || !depths.has(deletedWith));
    return {
      name: urn,
      label: nameAndType(urn).type,
      seconds: reachesCloud ? secondsFor(resource, "delete") : 0,
      after: atDepth(1 + (depths.get(urn) ?? 0)),
      reachesCloud,
    };
  });
}

/** Whether it is neither a component nor a provider: those exist in Pulumi's state only. */
function isInCloud({ custom, type }: StateResource): boolean {
  return custom && !type.startsWith("pulumi:");
}

function secondsFor({ type }: StateResource, operation: string | undefined): number {
  return durations[type]?.[operation as Timed]?.seconds ?? 0;
}
