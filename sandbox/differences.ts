import diff from "microdiff";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { record } from "./making";
import { type Properties, type ProviderModel, type ResourceModel } from "./model";
import { comparable, plain, received } from "./wire";

/**
 * Compares inputs with inputs: what the cloud added is no change.
 *
 * @param configuration the provider's own
 */
export function compare(
  provider: ProviderModel,
  model: ResourceModel,
  request: proto.DiffRequest,
  configuration: Properties = {},
): proto.DiffResponse {
  return asProviderDoes(provider, model, request) ?? byRules(model, request, configuration);
}

/** As the provider itself compares. Inputs whose changes are ignored came with their old values. */
function asProviderDoes(
  provider: ProviderModel,
  model: ResourceModel,
  request: proto.DiffRequest,
): proto.DiffResponse | undefined {
  const [olds, news, outputs] = [request.getOldInputs(), request.getNews(), request.getOlds()].map((properties) =>
    record(comparable(received(properties))),
  );
  const found = provider.compare?.(model, olds ?? {}, news ?? {}, outputs ?? {});
  if (found === undefined) return undefined;
  const { details, changes, replaces, deleteBeforeReplace } = found;
  const response = new proto.DiffResponse();
  for (const [path, kind] of Object.entries(details)) {
    response
      .getDetaileddiffMap()
      .set(path, new proto.PropertyDiff().setInputdiff(true).setKind(proto.PropertyDiff.Kind[kind]));
  }
  return response
    .setChanges(
      changes.length > 0 ? proto.DiffResponse.DiffChanges.DIFF_SOME : proto.DiffResponse.DiffChanges.DIFF_NONE,
    )
    .setDiffsList([...changes])
    .setReplacesList([...replaces])
    .setHasdetaileddiff(true)
    .setDeletebeforereplace(deleteBeforeReplace);
}

/** By the paths that the model names. */
function byRules(model: ResourceModel, request: proto.DiffRequest, configuration: Properties): proto.DiffResponse {
  const { replaceOn = [] } = model;
  const rules = typeof replaceOn === "function" ? replaceOn(configuration) : replaceOn;
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
    const replace = rules.some(
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
    .setDeletebeforereplace(replaces.size > 0 && sharesName(model, request, news));
}

/** Whether the new one would have the old one's name: then the old one has to go first. */
function sharesName(model: ResourceModel, request: proto.DiffRequest, news: Properties): boolean {
  const { deleteBeforeReplace = true } = model;
  if (!(typeof deleteBeforeReplace === "boolean" ? deleteBeforeReplace : deleteBeforeReplace(news))) return false;
  try {
    // The ids of these resources do not depend on the scene.
    return model.id(news, undefined as never) === request.getId();
  } catch {
    // The name is not known yet: it comes from a resource that does not exist yet.
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

/** Compares the configurations of a provider instance. */
export function compareConfigurations(provider: ProviderModel, request: proto.DiffRequest): proto.DiffResponse {
  const [before, after] = [request.getOldInputs() ?? request.getOlds(), request.getNews()].map(received);
  const changed = Object.keys({ ...before, ...after }).filter(
    (key) => key !== "version" && JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]),
  );
  const replaced = provider.replacedBy?.(record(plain(before)), record(plain(after))) ?? false;
  return new proto.DiffResponse()
    .setChanges(
      changed.length > 0 ? proto.DiffResponse.DiffChanges.DIFF_SOME : proto.DiffResponse.DiffChanges.DIFF_NONE,
    )
    .setDiffsList(changed)
    .setReplacesList(replaced ? changed : []);
}
