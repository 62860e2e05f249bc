import { type Clouds } from "./clouds";
import { CloudError, type Properties, type ProviderModel, type ResourceModel } from "./model";
import { blotted, plain, secret } from "./wire";

/** The model of a resource's type. @throws where there is none */
export function modelOf(provider: ProviderModel, urn: string): ResourceModel {
  const type = typeOf(urn);
  const model = provider.resources[type];
  if (model === undefined) throw new CloudError(`the sandbox does not know the resource type ${type}`);
  return model;
}

/** The type token in a URN, without those of its parents. */
function typeOf(urn: string): string {
  return urn.split("::").at(-2)?.split("$").at(-1) ?? "";
}

/** What the cloud had added to the inputs. */
export function addedBefore(outputs: Properties, inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => !Object.hasOwn(inputs, key)));
}

/** Marks as secret what the real provider marks. */
export function marked({ secrets = [] }: ResourceModel, added: Properties): Properties {
  return Object.fromEntries(
    Object.entries(added).map(([key, value]) => [key, secrets.includes(key) ? secret(plain(value)) : value]),
  );
}

/** Remembers a resource in the clouds, if it is one that a cloud has. */
export function keep(
  clouds: Clouds,
  key: string,
  urn: string,
  model: ResourceModel,
  inputs: Properties,
  added: Properties,
) {
  if (model.isInStateOnly === true) return;
  const [given, properties] = [inputs, { ...inputs, ...added }].map((some) => record(blotted(some)));
  clouds.put(key, { type: typeOf(urn), properties: properties ?? {}, given });
}

/** A value that is known to be an object. */
export function record(value: unknown): Properties {
  return value as Properties;
}
