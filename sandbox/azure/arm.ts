import { type Thing } from "../clouds";
import { CloudError, type Occupation, type Properties, type Scene, UnfinishedError } from "../model";
import { isRecord } from "../untyped";
import { missing } from "./check";
import { type ArmError, groupNotFound } from "./errors";
import { groupId } from "./ids";
import { type CloudRequest, requestsOf } from "./requests";
import { type AzureModel, type Schema } from "./schema";
import { worldOf } from "./world";

/** A PUT of a resource. */
export interface Put {
  readonly id: string;
  /** The inputs that are in the id, by the names of the SDK. */
  readonly path: Properties;
  readonly body: Properties;
  /** What Azure has kept, if the resource is there. */
  readonly before: Properties | undefined;
  /** Notes what the request does to node pools. */
  readonly note: (seen: Pick<CloudRequest, "poolChanges" | "leftOut">) => void;
}

/** How a type of resource behaves in Azure, without what is the same for all types. */
export interface ArmType {
  readonly schema: Schema;
  /** Token of the type. */
  readonly token: string;
  /** Whether its resource group belongs to somebody else, and need not be simulated. @default false */
  readonly inForeignGroup?: boolean;
  /** Type of the resource, as Azure names it. */
  readonly type?: string;
  /** Mistakes in the inputs that azure-native finds. */
  check?(inputs: Properties): readonly string[];
  id(inputs: Properties, scene: Scene): string;
  /** Carries a PUT out. Returns what Azure keeps. Throws what Azure refuses. */
  put(request: Put, scene: Scene): Properties;
  /** What goes wrong after Azure has accepted a PUT. The resource is there then, but failed. @default nothing */
  fails?(request: Put, scene: Scene): ArmError | undefined;
  /** What Azure answers to a GET, given what it keeps. @default that */
  get?(kept: Properties, scene: Scene, id: string): Properties;
  /** Carries a DELETE out. @default removes it, and everything below it */
  remove?(scene: Scene, id: string): void;
  readonly occupies?: (id: string, scene: Scene, operation: "create" | "update" | "delete") => Occupation;
}

/**
 * The model of a type of Azure's. A resource is created only if nothing has its id. Its outputs are what Azure answers to a GET.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/client_azcore.go for `CanCreate`
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go for `readAfterWrite`
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/crud/crud.go for `HandleErrorWithCheckpoint`: what
 * fails after Azure accepted it is in the state
 */
export function armModel(arm: ArmType): AzureModel {
  const { schema, token } = arm;
  const answer = (scene: Scene, id: string): Properties | undefined => {
    const thing = scene.clouds.get(id);
    if (thing?.type !== token) return undefined;
    const kept = {
      azureApiVersion: schema.apiVersion,
      ...(arm.type !== undefined && { type: arm.type }),
      ...thing.properties,
    };
    return arm.get?.(kept, scene, id) ?? kept;
  };
  const put = (inputs: Properties, scene: Scene, id: string): Properties => {
    const { clouds } = scene;
    const group = /\/resourceGroups\/([^/]+)\//.exec(id)?.[1];
    const mustBeThere = group !== undefined && arm.inForeignGroup !== true;
    if (mustBeThere && clouds.get(groupId(scene, group)) === undefined) throw groupNotFound(group);
    const body = only(schema.body, inputs);
    const request: CloudRequest = { method: "PUT", id, body, before: answer(scene, id), poolChanges: [], leftOut: [] };
    const requests = requestsOf(clouds);
    const at = requests.push(request) - 1;
    const asked: Put = {
      ...{ id, body, path: only(Object.keys(schema.path), inputs), before: clouds.get(id)?.properties },
      note: (seen) => void (requests[at] = { ...request, ...seen }),
    };
    const failure = arm.fails?.(asked, scene);
    const kept = arm.put(asked, scene);
    clouds.put(id, { type: token, properties: tagged(kept, scene, schema) });
    if (failure === undefined) return {};
    clouds.edit(id, { provisioningState: "Failed" });
    throw new UnfinishedError(failure.message);
  };
  return {
    schema,
    check: (inputs) => [...missing(schema.required, inputs), ...(arm.check?.(inputs) ?? [])],
    stable: ["name", "location"],
    id: (inputs, scene) => arm.id(inputs, scene),
    answer,
    occupies: arm.occupies,
    create(inputs, scene, id) {
      if (scene.clouds.get(id) !== undefined) {
        throw new CloudError(`cannot create already existing resource '${id}'`);
      }
      return put(inputs, scene, id);
    },
    update: put,
    remove(scene, id) {
      // To delete what is not there is no error: `Delete` in client_azcore.go.
      if (scene.clouds.get(id) === undefined) return;
      const body = {};
      requestsOf(scene.clouds).push({
        ...{ method: "DELETE", id, body, before: answer(scene, id), poolChanges: [], leftOut: [] },
      });
      if (arm.remove === undefined) scene.clouds.remove(id);
      else arm.remove(scene, id);
    },
  };
}

/** The properties of these names. */
function only(names: readonly string[], inputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(inputs).filter(([key, value]) => names.includes(key) && value !== undefined && value !== null),
  );
}

/**
 * Policies with the effect `modify` add tags to a request before it is carried out.
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/effect-modify
 */
function tagged(kept: Properties, { clouds }: Scene, { body }: Schema): Thing["properties"] {
  const { policyTags } = worldOf(clouds);
  if (policyTags.size === 0 || !body.includes("tags")) return kept;
  return { ...kept, tags: { ...Object.fromEntries(policyTags), ...(isRecord(kept.tags) ? kept.tags : {}) } };
}

/** All properties except these. */
export function omitting(names: readonly string[], properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !names.includes(key)));
}

/** Values merged over defaults, in inner objects too. A list replaces a list. */
export function merged(defaults: Properties, values: Properties): Properties {
  const both = Object.entries(values).filter(([, value]) => value !== undefined);
  return {
    ...defaults,
    ...Object.fromEntries(
      both.map(([key, value]) => {
        const beneath = defaults[key];
        return [key, isRecord(beneath) && isRecord(value) ? merged(beneath, value) : value];
      }),
    ),
  };
}
