import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Cancellation } from "./cancellation";
import { type Clouds } from "./clouds";
import { compare, compareConfigurations } from "./differences";
import { aMoment, type Occupied, occupy } from "./occupation";
import { carryOut } from "./fate";
import { type Faults, type Operation } from "./faults";
import { addedBefore, keep, marked, modelOf, record } from "./making";
import { CloudError, type Properties, type ProviderModel, type Scene } from "./model";
import { readAnswer } from "./reading";
import { asResponse, telling } from "./unfinished";
import { plain, received, sent } from "./wire";

/** What a served provider works on. */
export interface ServerContext {
  readonly clouds: Clouds;
  readonly faults: Faults;
}

/** A provider that listens on a port of the loopback interface. */
export interface ServedProvider {
  readonly name: string;
  readonly port: number;
  stop(): void;
}

/**
 * Serves a simulated provider to the engine over the same protocol as a real one.
 * @see https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 */
export async function serveProvider(model: ProviderModel, context: ServerContext): Promise<ServedProvider> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  server.addService(ResourceProviderService, implementation(model, context));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { name: model.name, port, stop: () => server.forceShutdown() };
}

/** What is known of a call, besides its request. */
interface Call {
  /** Which connection it came by. */
  readonly connection: string;
  /** Settles when the engine cancels, or when it is gone. */
  readonly ended: Promise<void>;
  /** What the cloud is given. An error may repeat it. */
  readonly given?: Properties;
  /** What it keeps busy. */
  readonly occupied?: Occupied;
}

function implementation(provider: ProviderModel, { clouds, faults }: ServerContext): grpc.UntypedServiceImplementation {
  /** Configuration of each provider instance; each has a connection of its own. */
  const configurations = new Map<string, Properties>();
  const scene = (connection: string): Scene => ({ clouds, provider: configurations.get(connection) ?? {} });
  const cancellation = new Cancellation();

  /** A method of the protocol, as a function from request to response. What it throws becomes the operation's error. */
  const method =
    <Request, Response>(answer: (request: Request, call: Call) => Response | Promise<Response>) =>
    (call: grpc.ServerUnaryCall<Request, Response>, callback: grpc.sendUnaryData<Response>) => {
      const known: Call = { connection: call.getPeer(), ended: cancellation.of(call) };
      new Promise<Response>((resolve) => resolve(answer(call.request, known))).then(
        (response) => callback(null, response),
        (error: unknown) => callback(asResponse(error)),
      );
    };

  /** An operation that may fail on purpose. */
  const operation = async <T>(
    target: string,
    name: Operation,
    { ended, given, occupied }: Call,
    complete: () => T,
    halfWay: () => void = complete,
  ) => {
    const work = async () => {
      if (occupied !== undefined) await aMoment();
      return carryOut(faults, { target, operation: name, given, complete, halfWay, ended });
    };
    return occupied === undefined ? work() : occupy(clouds, occupied, work);
  };
  const nothing = () => undefined;

  /** What the provider answers after a create or an update. If the model has no answer of its own, the resource is kept here. */
  const made = (urn: string, at: Scene, key: string, inputs: Properties, added: Properties): Properties => {
    const model = modelOf(provider, urn);
    if (model.answer !== undefined) return model.answer(at, key) ?? {};
    keep(clouds, key, urn, model, inputs, added);
    return { ...inputs, ...marked(model, added) };
  };

  return {
    attach: method(() => new Empty()),
    cancel: method(() => {
      cancellation.cancel();
      return new Empty();
    }),
    getPluginInfo: method(() => new plugin.PluginInfo().setVersion("99.0.0")),
    checkConfig: method((request: proto.CheckRequest) => new proto.CheckResponse().setInputs(request.getNews())),
    diffConfig: method((request: proto.DiffRequest) => compareConfigurations(provider, request)),

    configure: method((request: proto.ConfigureRequest, { connection }) => {
      configurations.set(connection, record(plain(received(request.getArgs()))));
      return new proto.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true).setAcceptoutputs(false);
    }),

    check: method((request: proto.CheckRequest, call) => {
      const look = () => {
        const model = modelOf(provider, request.getUrn());
        const { provider: configuration } = scene(call.connection);
        const olds = record(plain(received(request.getOlds())));
        const news = received(request.getNews());
        const inputs =
          provider.complete?.(model, news, { name: request.getName(), olds, provider: configuration }) ?? news;
        const failures = model.check?.(record(plain(inputs))) ?? [];
        // These are not sent as the protocol's check failures: the engine would print the values too, even secrets.
        if (failures.length > 0) throw new CloudError(failures.join("\n"));
        return new proto.CheckResponse().setInputs(sent(inputs));
      };
      return operation(request.getUrn(), "check", call, look);
    }),

    diff: method((request: proto.DiffRequest, { connection }) =>
      compare(provider, modelOf(provider, request.getUrn()), request, scene(connection).provider),
    ),

    create: method((request: proto.CreateRequest, call) => {
      const urn = request.getUrn();
      const model = modelOf(provider, urn);
      const properties = received(request.getProperties());
      if (request.getPreview()) return new proto.CreateResponse().setProperties(sent(properties));
      const at = scene(call.connection);
      const inputs = record(plain(properties));
      const place = () => {
        const id = model.id(inputs, at);
        return { id, key: model.key?.(id, at) ?? id };
      };
      const complete = () => {
        const { id, key } = place();
        const outputs = () => model.answer?.(at, key) ?? {};
        const added = telling({ id, inputs: properties, outputs }, () => model.create(inputs, at, key));
        return new proto.CreateResponse().setId(id).setProperties(sent(made(urn, at, key, properties, added)));
      };
      const occupied = model.occupies && (() => model.occupies?.(place().key, at, "create"));
      return operation(urn, "create", { ...call, given: inputs, occupied }, complete, () =>
        model.breakOff === undefined ? void complete() : model.breakOff(inputs, at, place().key, "create"),
      );
    }),

    update: method((request: proto.UpdateRequest, call) => {
      const urn = request.getUrn();
      const model = modelOf(provider, urn);
      const news = received(request.getNews());
      const before = addedBefore(received(request.getOlds()), { ...received(request.getOldInputs()), ...news });
      if (request.getPreview()) {
        // What the cloud decides is unknown in a preview, except what never changes.
        const stable = Object.fromEntries(Object.entries(before).filter(([key]) => model.stable?.includes(key)));
        return new proto.UpdateResponse().setProperties(sent({ ...news, ...stable }));
      }
      const at = scene(call.connection);
      const [inputs, key] = [record(plain(news)), model.key?.(request.getId(), at) ?? request.getId()];
      const complete = () => {
        const resource = { id: request.getId(), inputs: news, outputs: () => model.answer?.(at, key) ?? {} };
        const added = telling(resource, () => model.update?.(inputs, at, key, record(plain(before))) ?? before);
        return new proto.UpdateResponse().setProperties(sent(made(urn, at, key, news, added)));
      };
      const occupied = model.occupies && (() => model.occupies?.(key, at, "update"));
      return operation(urn, "update", { ...call, given: inputs, occupied }, complete, () =>
        model.breakOff === undefined ? void complete() : model.breakOff(inputs, at, key, "update"),
      );
    }),

    delete: method((request: proto.DeleteRequest, call) => {
      const model = modelOf(provider, request.getUrn());
      const at = scene(call.connection);
      const place = () => model.key?.(request.getId(), at) ?? request.getId();
      const occupied = model.occupies && (() => model.occupies?.(place(), at, "delete"));
      return operation(request.getUrn(), "delete", { ...call, occupied }, () => {
        const key = place();
        if (model.remove !== undefined) model.remove(at, key);
        else clouds.remove(key);
        return new Empty();
      });
    }),

    read: method((request: proto.ReadRequest, call) => {
      const model = modelOf(provider, request.getUrn());
      const look = () => readAnswer(provider, model, scene(call.connection), request);
      return operation(request.getUrn(), "read", call, look, nothing);
    }),

    invoke: method((request: proto.InvokeRequest, call) => {
      const answer = provider.functions?.[request.getTok()];
      if (answer === undefined) throw new Error(`the sandbox does not know the function ${request.getTok()}`);
      const ask = () => {
        const result = answer(record(plain(received(request.getArgs()))), scene(call.connection));
        return new proto.InvokeResponse().setReturn(sent(result));
      };
      return operation(request.getTok(), "call", call, ask, nothing);
    }),
  };
}
