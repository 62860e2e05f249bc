// What a program that is rehearsed needs of the sandbox. The models are in `pulumi-sandbox/azure`, `/kubernetes` and `/random`.
export { Clouds, type Thing } from "./clouds";
export { messageOf } from "./error-message";
export { type Failure, failuresIn, type Operation, operationIn, type Warning, warningIn } from "./events";
export { type Fault, Faults, type Mode } from "./faults";
export {
  CloudError,
  type FunctionModel,
  type Properties,
  type ProviderModel,
  type ResourceModel,
  type Scene,
  textOf,
  UnfinishedError,
} from "./model";
export { type Outcome, Rehearsal, type RehearsalOptions, type RunOptions, type Verb } from "./rehearsal";
export { type ServedProvider, serveProvider } from "./server";
export { resourcesIn, type StateResource } from "./state";
