import * as grpc from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { azure } from "../../../sandbox/azure";
import { Faults } from "../../../sandbox/faults";
import { type Properties } from "../../../sandbox/model";
import { type ServedProvider, serveProvider } from "../../../sandbox/server";
import * as acts from "../../../sandbox/azure/acts";
import { cluster, emptyScene, group, systemPool, usersPool } from "./scene";
import { worldOf } from "../../../sandbox/azure/world";

// The same over the protocol by which the engine asks a provider.

let served: ServedProvider;
let client: ResourceProviderClient;
let { clouds } = emptyScene();

beforeEach(async () => {
  clouds = emptyScene().clouds;
  served = await serveProvider(azure, { clouds, faults: new Faults([]) });
  client = new ResourceProviderClient(`127.0.0.1:${served.port}`, grpc.credentials.createInsecure());
});
afterEach(() => {
  client.close();
  served.stop();
});

const struct = (properties: Properties) =>
  Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)) as Parameters<typeof Struct.fromJavaScript>[0]);
const urn = (type: string) => `urn:pulumi:prod::binderhub::azure-native:${type}::one`;
const types = {
  group: urn("resources:ResourceGroup"),
  cluster: urn("containerservice:ManagedCluster"),
  pool: urn("containerservice:AgentPool"),
};

/** A call of the provider; what it throws is the error's text. */
function asked<Request, Response>(
  method: (request: Request, callback: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
  request: Request,
): Promise<Response> {
  return new Promise((resolve, reject) =>
    method.call(client, request, (error, response) =>
      error === null ? resolve(response) : reject(new Error(error.details)),
    ),
  );
}

const create = async (of: keyof typeof types, inputs: Properties) => {
  const request = new proto.CreateRequest().setUrn(types[of]).setProperties(struct(inputs));
  const response = await asked<proto.CreateRequest, proto.CreateResponse>(client.create.bind(client), request);
  return { id: response.getId(), outputs: response.getProperties()?.toJavaScript() ?? {} };
};

const read = async (of: keyof typeof types, id: string, inputs: Properties, outputs: Properties) => {
  const request = new proto.ReadRequest()
    .setUrn(types[of])
    .setId(id)
    .setInputs(struct(inputs))
    .setProperties(struct(outputs));
  const response = await asked<proto.ReadRequest, proto.ReadResponse>(client.read.bind(client), request);
  return { id: response.getId(), inputs: response.getInputs()?.toJavaScript() };
};

describe("the served provider", () => {
  it("answers a creation with all that Azure has of it", async () => {
    await create("group", group);
    const { outputs } = await create("cluster", cluster);
    expect(outputs).toMatchObject({
      currentKubernetesVersion: "1.34.2",
      agentPoolProfiles: [{ name: "system", osDiskSizeGB: 128 }],
    });
    expect(outputs).not.toHaveProperty("resourceGroupName");
  });

  it("tells the engine of a resource that is there, and failed", async () => {
    await create("group", group);
    worldOf(clouds).sizesThatRunOut.add(systemPool.vmSize);
    const request = new proto.CreateRequest().setUrn(types.cluster).setProperties(struct(cluster));
    const { code, details, metadata } = await new Promise<grpc.ServiceError>((resolve) => {
      client.create(request, (error) => resolve(error ?? Object.assign(new Error("made"), {} as grpc.ServiceError)));
    });
    expect([code, details]).toEqual([grpc.status.UNKNOWN, expect.stringContaining('Code="AllocationFailed"')]);
    const [bytes = ""] = metadata.get("grpc-status-details-bin");
    const [any] = Status.deserializeBinary(Buffer.from(bytes)).getDetailsList();
    const told = proto.ErrorResourceInitFailed.deserializeBinary(any?.getValue_asU8() ?? new Uint8Array());
    expect(told.getId()).toContain("/managedClusters/hubcluster");
    expect(told.getInputs()?.toJavaScript()).toEqual(JSON.parse(JSON.stringify(cluster)));
    expect(told.getProperties()?.toJavaScript()).toMatchObject({ provisioningState: "Failed", name: "hubcluster" });
  });

  it("creates nothing where the id is there", async () => {
    const { id } = await create("group", group);
    await expect(create("group", group)).rejects.toThrow(`cannot create already existing resource '${id}'`);
  });

  it("writes drift into the inputs that it reads", async () => {
    await create("group", group);
    await create("cluster", cluster);
    const { id, outputs } = await create("pool", usersPool);
    acts.autoscalerMoved(clouds, "users", 4);
    expect(await read("pool", id, usersPool, outputs)).toEqual({ id, inputs: { ...usersPool, count: 4 } });
  });

  it("reads nothing where nothing is", async () => {
    expect((await read("pool", "/subscriptions/a/resourceGroups/b/c", usersPool, {})).id).toBe("");
  });

  it("adds the API's version to the inputs that it checks", async () => {
    const request = new proto.CheckRequest().setUrn(types.pool).setNews(struct(usersPool));
    const response = await asked<proto.CheckRequest, proto.CheckResponse>(client.check.bind(client), request);
    expect(response.getInputs()?.toJavaScript()).toEqual({ ...usersPool, azureApiVersion: "2025-09-01" });
  });

  it("deletes first what it replaces, under another name too", async () => {
    const news = struct({ ...cluster, resourceName: "other" });
    const request = new proto.DiffRequest()
      .setUrn(types.cluster)
      .setId("x")
      .setOldInputs(struct(cluster))
      .setNews(news);
    const response = await asked<proto.DiffRequest, proto.DiffResponse>(client.diff.bind(client), request);
    expect([response.getReplacesList(), response.getDeletebeforereplace()]).toEqual([["resourceName"], true]);
  });

  it("refuses a request for a cluster of which a pool is being made", async () => {
    await create("group", group);
    const { id } = await create("cluster", cluster);
    const news = struct({ ...cluster, agentPoolProfiles: [{ ...systemPool, count: 3 }] });
    const update = new proto.UpdateRequest().setUrn(types.cluster).setId(id).setOlds(struct({})).setNews(news);
    const [made, refused] = await Promise.allSettled([
      create("pool", usersPool),
      asked<proto.UpdateRequest, proto.UpdateResponse>(client.update.bind(client), update),
    ]);
    expect(made.status).toBe("fulfilled");
    expect(refused).toMatchObject({
      reason: { message: expect.stringContaining("(users - Creating) is in progress") as string },
    });
  });
});
