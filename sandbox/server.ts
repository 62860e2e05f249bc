import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import diff from "microdiff";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { type Clouds } from "./clouds";
import { type Faults } from "./faults";
import { CloudError, type Properties, type ProviderModel, type ResourceModel, type Scene } from "./model";
import { secretOutputs } from "./random";
import { blotted, comparable, plain, received, secret, sent } from "./wire";

/** What a served provider works on. */
export interface ServerContext {
  readonly clouds: Clouds;
  readonly faults: Faults;
  readonly quota: Scene["quota"];
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

/** A method of the protocol, as a plain function from request to response; what it throws becomes the operation's error. */
function method<Request, Response>(answer: (request: Request, connection: string) => Response) {
  return (call: grpc.ServerUnaryCall<Request, Response>, callback: grpc.sendUnaryData<Response>) => {
    let response: Response;
    try {
      response = answer(call.request, call.getPeer());
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      callback({ code: grpc.status.UNKNOWN, details: message });
      return;
    }
    callback(null, response);
  };
}

function implementation(
  provider: ProviderModel,
  { clouds, faults, quota }: ServerContext,
): grpc.UntypedServiceImplementation {
  /** Configuration of each provider instance; each has a connection of its own. */
  const configurations = new Map<string, Properties>();
  const scene = (connection: string): Scene => ({ clouds, quota, provider: configurations.get(connection) ?? {} });

  return {
    attach: method(() => new Empty()),
    cancel: method(() => new Empty()),
    getPluginInfo: method(() => new plugin.PluginInfo().setVersion("99.0.0")),
    checkConfig: method((request: proto.CheckRequest) => new proto.CheckResponse().setInputs(request.getNews())),

    diffConfig: method((request: proto.DiffRequest) => {
      const [before, after] = [request.getOldInputs() ?? request.getOlds(), request.getNews()].map(received);
      const response = new proto.DiffResponse();
      const changed = Object.keys({ ...before, ...after }).filter(
        (key) => key !== "version" && JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]),
      );
      const replaced = provider.replacedBy?.(record(plain(before)), record(plain(after))) ?? false;
      return response
        .setChanges(
          changed.length > 0 ? proto.DiffResponse.DiffChanges.DIFF_SOME : proto.DiffResponse.DiffChanges.DIFF_NONE,
        )
        .setDiffsList(changed)
        .setReplacesList(replaced ? changed : []);
    }),

    configure: method((request: proto.ConfigureRequest, connection) => {
      configurations.set(connection, record(plain(received(request.getArgs()))));
      return new proto.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true).setAcceptoutputs(false);
    }),

    check: method((request: proto.CheckRequest) => {
      const model = modelOf(provider, request.getUrn());
      const failures = model.check?.(record(plain(received(request.getNews())))) ?? [];
      // Not as the protocol's check failures: the engine would print the values beside them, secrets included.
      if (failures.length > 0) throw new CloudError(failures.join("\n"));
      return new proto.CheckResponse().setInputs(request.getNews());
    }),

    diff: method((request: proto.DiffRequest, connection) =>
      compare(modelOf(provider, request.getUrn()), request, scene(connection)),
    ),

    create: method((request: proto.CreateRequest, connection) => {
      const urn = request.getUrn();
      const model = modelOf(provider, urn);
      const properties = received(request.getProperties());
      if (request.getPreview()) {
        return new proto.CreateResponse().setProperties(sent(properties));
      }
      faults.strike(urn, "create");
      const inputs = record(plain(properties));
      const id = model.id(inputs, scene(connection));
      const added = model.create(inputs, scene(connection), id);
      keep(clouds, id, urn, properties, added);
      return new proto.CreateResponse().setId(id).setProperties(sent({ ...properties, ...marked(urn, added) }));
    }),

    update: method((request: proto.UpdateRequest, connection) => {
      const urn = request.getUrn();
      const model = modelOf(provider, urn);
      const news = received(request.getNews());
      const before = addedBefore(received(request.getOlds()), received(request.getOldInputs()));
      if (request.getPreview()) {
        // What the cloud decides is unknown until it has decided, save what never changes.
        const stable = Object.fromEntries(Object.entries(before).filter(([key]) => model.stable?.includes(key)));
        return new proto.UpdateResponse().setProperties(sent({ ...news, ...stable }));
      }
      faults.strike(urn, "update");
      const added =
        model.update?.(record(plain(news)), scene(connection), request.getId(), record(plain(before))) ?? before;
      keep(clouds, request.getId(), urn, news, added);
      return new proto.UpdateResponse().setProperties(sent({ ...news, ...marked(urn, added) }));
    }),

    delete: method((request: proto.DeleteRequest, connection) => {
      const model = modelOf(provider, request.getUrn());
      faults.strike(request.getUrn(), "delete");
      if (clouds.get(request.getId()) !== undefined) {
        if (model.remove === undefined) {
          clouds.remove(request.getId());
        } else {
          model.remove(scene(connection), request.getId());
        }
      }
      return new Empty();
    }),

    read: method((request: proto.ReadRequest, connection) => {
      faults.strike(request.getUrn(), "read");
      const found = modelOf(provider, request.getUrn()).found?.(scene(connection));
      if (found !== undefined) {
        return new proto.ReadResponse().setId(request.getId()).setProperties(sent(found)).setInputs(sent({}));
      }
      const exists = provider.name === "random" || clouds.get(request.getId()) !== undefined;
      return exists
        ? new proto.ReadResponse()
            .setId(request.getId())
            .setProperties(request.getProperties())
            .setInputs(request.getInputs())
        : new proto.ReadResponse();
    }),

    invoke: method((request: proto.InvokeRequest, connection) => {
      const answer = provider.functions?.[request.getTok()];
      if (answer === undefined) throw new Error(`the sandbox does not know the function ${request.getTok()}`);
      return new proto.InvokeResponse().setReturn(
        sent(answer(record(plain(received(request.getArgs()))), scene(connection))),
      );
    }),
  };
}

function modelOf(provider: ProviderModel, urn: string): ResourceModel {
  const type = typeOf(urn);
  const model = provider.resources[type];
  if (model === undefined) throw new CloudError(`the sandbox does not know the resource type ${type}`);
  return model;
}

/** The type token in a URN, without those of its parents. */
function typeOf(urn: string): string {
  return urn.split("::").at(-2)?.split("$").at(-1) ?? "";
}

/** Compares inputs with inputs: what the cloud added is no change. */
function compare(model: ResourceModel, request: proto.DiffRequest, scene: Scene): proto.DiffResponse {
  const olds = record(comparable(received(request.getOldInputs())));
  const news = record(comparable(received(request.getNews())));
  const ignored = request.getIgnorechangesList();
  const response = new proto.DiffResponse();
  const details = response.getDetaileddiffMap();
  const replaces = new Set<string>();
  const changed = new Set<string>();
  for (const change of diff(olds, news)) {
    const path = change.path
      .map((step, at) => (typeof step === "number" ? `[${step}]` : at === 0 ? step : `.${step}`))
      .join("");
    const top = String(change.path[0]);
    if (ignored.includes(top)) continue;
    const replace = model.replaceOn.some(
      (rule) =>
        path === rule ||
        (/^[.[]/.test(path.slice(rule.length)) && path.startsWith(rule)) ||
        rule.startsWith(`${path}.`),
    );
    changed.add(top);
    if (replace) replaces.add(top);
    details.set(path, new proto.PropertyDiff().setInputdiff(true).setKind(kindOf(change.type, replace)));
  }
  return response
    .setChanges(changed.size > 0 ? proto.DiffResponse.DiffChanges.DIFF_SOME : proto.DiffResponse.DiffChanges.DIFF_NONE)
    .setDiffsList([...changed])
    .setReplacesList([...replaces])
    .setHasdetaileddiff(true)
    .setDeletebeforereplace(replaces.size > 0 && sharesName(model, request, news, scene));
}

/** Whether the new one would have the old one's name: then the old one has to go first. */
function sharesName(model: ResourceModel, request: proto.DiffRequest, news: Properties, scene: Scene): boolean {
  if (model.deleteBeforeReplace === false) return false;
  try {
    return model.id(news, scene) === request.getId();
  } catch {
    // The name is not known before the resources that it comes from exist.
    return false;
  }
}

function kindOf(type: "CREATE" | "REMOVE" | "CHANGE", replace: boolean): proto.PropertyDiff.Kind {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
  switch (type) {
    case "CREATE":
      return replace ? ADD_REPLACE : ADD;
    case "REMOVE":
      return replace ? DELETE_REPLACE : DELETE;
    case "CHANGE":
      return replace ? UPDATE_REPLACE : UPDATE;
  }
}

/** What the cloud had added to the inputs. */
function addedBefore(outputs: Properties, inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => !Object.hasOwn(inputs, key)));
}

/** Marks those outputs secret that the real provider marks. */
function marked(urn: string, added: Properties): Properties {
  const secrets = secretOutputs[typeOf(urn)] ?? [];
  return Object.fromEntries(
    Object.entries(added).map(([key, value]) => [key, secrets.includes(key) ? secret(plain(value)) : value]),
  );
}

/** Remembers the resource; random values exist in Pulumi's state only. */
function keep(clouds: Clouds, id: string, urn: string, inputs: Properties, added: Properties): void {
  const type = typeOf(urn);
  if (!type.startsWith("random:")) {
    clouds.put(id, { type, properties: record(blotted({ ...inputs, ...added })) });
  }
}

function record(value: unknown): Properties {
  return value as Properties;
}
