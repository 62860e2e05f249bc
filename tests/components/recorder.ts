import * as pulumi from "@pulumi/pulumi";
import {
  type ReadResourceRequest,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor, type MockResourceArgs } from "@pulumi/pulumi/runtime/mocks";
import { at } from "../../settings/untyped";
import { plain } from "../../sandbox/wire";
import { additions, answer, idOf } from "./mocked-clouds";

/** A resource as the program registered it, options included. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Secrets in their envelopes. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** URNs. */
  readonly parent: string;
  readonly dependencies: readonly string[];
  readonly deletedWith: string;
  /** Provider's URN and id: `urn::id`. */
  readonly provider: string;
  readonly protect: boolean;
  /** Whether a provider makes it; a component is not. */
  readonly custom: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** URNs on which each input depends; an input that is plain depends on none. */
  readonly inputDependencies: Readonly<Record<string, readonly string[]>>;
}

/** What a component said of itself when it was done. */
export interface RegisteredOutputs {
  readonly urn: string;
  /** Secrets in their envelopes. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** A call of a provider's function. */
export interface Called {
  readonly token: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Provider's URN and id: `urn::id`. */
  readonly provider: string;
  /** Names of the resources that were there at that time. */
  readonly after: readonly string[];
}

/** A resource that the program looked at, and did not make. */
export type Read = Pick<Registered, "type" | "name" | "parent" | "provider"> & { readonly id: string };

/** What clouds answer to calls of their functions; those that are not in it answer as `./mocked-clouds.ts` says. */
export type Answers = Readonly<Record<string, (inputs: Called["inputs"]) => object>>;

/** Settles when a cloud has made a resource; it may wait for others to be asked for. Those without are made at once. */
export type MadeWhen = (resource: MockResourceArgs) => Promise<void> | undefined;

/** What a program did, in order. */
export interface Recorded<T> {
  readonly result: T;
  readonly resources: readonly Registered[];
  readonly calls: readonly Called[];
  readonly reads: readonly Read[];
  readonly outputs: readonly RegisteredOutputs[];
  /** What the user was warned of. */
  readonly warnings: readonly string[];
  /** The one resource of that name. */
  readonly named: (name: string) => Registered;
  /** The one resource of that type. */
  readonly ofType: (type: string) => Registered;
}

/** Runs a program under Pulumi's mocks and records everything that it registers, with the options that mocks leave out. */
export async function record<T>(
  program: () => T | Promise<T>,
  answers: Answers = {},
  madeWhen: MadeWhen = () => undefined,
): Promise<Recorded<T>> {
  const resources: Registered[] = [];
  const calls: Called[] = [];
  const reads: Read[] = [];
  const outputs: RegisteredOutputs[] = [];
  const warnings: string[] = [];
  const secretOutputs = new Map<string, readonly string[]>();

  const mocks: pulumi.runtime.Mocks = {
    newResource(args) {
      const made = {
        id: idOf(args),
        state: { ...(args.inputs as object), ...computed(args, secretOutputs.get(args.name) ?? []) },
      };
      return madeWhen(args)?.then(() => made) ?? made;
    },
    call({ token, inputs: given, provider }) {
      const inputs = given as Called["inputs"];
      calls.push({ token, inputs, provider: provider ?? "", after: resources.map(({ name }) => name) });
      return answers[token]?.(inputs) ?? answer(token);
    },
  };

  class RecordingMonitor extends MockMonitor {
    override async registerResource(
      request: RegisterResourceRequest,
      callback: Parameters<MockMonitor["registerResource"]>[1],
    ): Promise<void> {
      secretOutputs.set(request.getName(), request.getAdditionalsecretoutputsList());
      await super.registerResource(request, (error: unknown, response: { getUrn(): string } | undefined) => {
        if (response !== undefined) resources.push(registered(request, response.getUrn()));
        callback(error, response);
      });
    }

    override async readResource(
      request: ReadResourceRequest,
      callback: Parameters<MockMonitor["readResource"]>[1],
    ): Promise<void> {
      const [type, name, id] = [request.getType(), request.getName(), request.getId()];
      reads.push({ type, name, id, parent: request.getParent(), provider: request.getProvider() });
      await super.readResource(request, callback);
    }

    override registerResourceOutputs(
      request: RegisterResourceOutputsRequest,
      callback: Parameters<MockMonitor["registerResourceOutputs"]>[1],
    ): void {
      outputs.push({ urn: request.getUrn(), outputs: request.getOutputs()?.toJavaScript() ?? {} });
      super.registerResourceOutputs(request, callback);
    }
  }

  await pulumi.runtime.setMocks(mocks, "binderhub", "dev", false, "organization");
  pulumi.runtime.setMockOptions(new RecordingMonitor(mocks), "binderhub", "dev", false, "organization");
  const warn = jest.spyOn(pulumi.log, "warn").mockImplementation((message) => {
    warnings.push(message);
    return Promise.resolve();
  });
  let result: { readonly of: T } | undefined;
  let failure: { readonly error: unknown } | undefined;
  try {
    await pulumi.runtime.runInPulumiStack(async () => {
      try {
        result = { of: await program() };
      } catch (error) {
        // Kept until all has ended: nobody waits for the stack's outputs, and Node would end the process for a rejection.
        failure = { error };
      }
      return {};
    });
    // Waits for what is still being registered.
    await pulumi.runtime.disconnect();
  } finally {
    warn.mockRestore();
  }
  if (failure !== undefined) throw failure.error;
  if (result === undefined) throw new Error("The program did not run.");

  const only = (what: string, found: readonly Registered[]): Registered => {
    if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} resources are ${what}`);
    return found[0];
  };
  return {
    result: result.of,
    resources,
    calls,
    reads,
    outputs,
    warnings,
    named: (name) =>
      only(
        `named ${name}`,
        resources.filter((resource) => resource.name === name),
      ),
    ofType: (type) =>
      only(
        `of type ${type}`,
        resources.filter((resource) => resource.type === type),
      ),
  };
}

/** What the clouds add to the inputs; outputs that the SDK declares secret are. */
function computed(args: MockResourceArgs, secretOutputs: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(additions(args)).map(([key, value]) => [
      key,
      secretOutputs.includes(key) ? pulumi.secret(value) : value,
    ]),
  );
}

function registered(request: RegisterResourceRequest, urn: string): Registered {
  const inputDependencies: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((on, key) => {
    inputDependencies[key] = on.getUrnsList();
  });
  return {
    type: request.getType(),
    name: request.getName(),
    urn,
    inputs: request.getObject()?.toJavaScript() ?? {},
    parent: request.getParent(),
    dependencies: request.getDependenciesList(),
    deletedWith: request.getDeletedwith(),
    provider: request.getProvider(),
    protect: request.getProtect() ?? false,
    custom: request.getCustom(),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    inputDependencies,
  };
}

/** An input by its path, without its envelope. */
export function input(resource: Registered, ...path: readonly (string | number)[]): unknown {
  return at(plain(resource.inputs), ...path);
}

/** The value of an output, and whether it is secret. */
export async function settled<T>(output: pulumi.Output<T>): Promise<{ readonly value: T; readonly secret: boolean }> {
  const value = await new Promise<T>((resolve) => output.apply((known) => resolve(known)));
  return { value, secret: await pulumi.isSecret(output) };
}
