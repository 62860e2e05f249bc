import * as proto from "@pulumi/pulumi/proto/provider_pb";
import diff from "microdiff";
import { type Thing } from "./clouds";
import { type Properties, type ProviderModel, type ResourceModel, type Scene } from "./model";
import { blotted, comparable, isSecret, received, secret, sent } from "./wire";

/** What a provider answers to a read. Without an id, the resource is not there. */
export function readAnswer(
  provider: ProviderModel,
  model: ResourceModel,
  scene: Scene,
  request: proto.ReadRequest,
): proto.ReadResponse {
  const id = request.getId();
  const response = new proto.ReadResponse().setId(id);
  const found = model.found?.(scene);
  if (found !== undefined) return response.setProperties(sent(found)).setInputs(sent({}));
  if (model.isInStateOnly === true) {
    return response.setProperties(request.getProperties()).setInputs(request.getInputs());
  }
  const key = model.key?.(id, scene) ?? id;
  const [inputs, outputs] = [received(request.getInputs()), received(request.getProperties())];
  if (model.answer !== undefined) {
    const now = model.answer(scene, key);
    if (now === undefined) return new proto.ReadResponse();
    const known = {
      now,
      inputs: request.hasInputs() ? inputs : undefined,
      outputs: asRecord(comparable(outputs)),
    };
    return response.setProperties(sent(now)).setInputs(sent(provider.readInputs?.(model, id, known) ?? inputs));
  }
  const thing = scene.clouds.get(key);
  if (thing === undefined) return new proto.ReadResponse();
  return response
    .setProperties(sent(currentOutputs(thing, outputs)))
    .setInputs(sent(currentInputs(thing, inputs, outputs)));
}

/** Outputs as the cloud has them now. Secrets, which the cloud does not show, are taken from the state. */
function currentOutputs({ properties }: Thing, known: Properties): Properties {
  return restored(properties, known) as Properties;
}

/**
 * Inputs that would make the thing as it is now: those of the state, with what has changed since. If the state has no outputs, they
 * are what was asked for when it was made, or else everything that the cloud has.
 */
function currentInputs(thing: Thing, inputs: Properties, outputs: Properties): Properties {
  if (Object.keys(outputs).length === 0) return { ...inputs, ...(thing.given ?? thing.properties) };
  const now = currentOutputs(thing, outputs);
  const drifted = diff(asRecord(blotted(outputs)), asRecord(blotted(now))).map(({ path }) => String(path[0]));
  const taken = [...new Set(drifted)].filter((key) => Object.hasOwn(inputs, key) || !Object.hasOwn(outputs, key));
  const changed = taken.map((key): [string, unknown] => [key, now[key]]);
  return Object.fromEntries(
    Object.entries({ ...inputs, ...Object.fromEntries(changed) }).filter(([, value]) => value !== undefined),
  );
}

/**
 * A value from the clouds, with the secrets of the state in the places that are blotted out. A value that has changed is secret only if
 * it was secret in the state.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go `annotateSecrets`
 */
function restored(value: unknown, known: unknown): unknown {
  if (isSecret(known)) return JSON.stringify(blotted(known)) === JSON.stringify(value) ? known : secret(value);
  if (Array.isArray(value))
    return value.map((item, index) => restored(item, Array.isArray(known) ? known[index] : undefined));
  if (typeof value !== "object" || value === null) return value;
  const beside = typeof known === "object" && known !== null ? asRecord(known) : {};
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, restored(inner, beside[key])]));
}

function asRecord(value: unknown): Record<string, unknown> {
  return value as Record<string, unknown>;
}
