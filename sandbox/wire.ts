import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Properties } from "./model";

/** @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties.go */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** What the engine sends for a value that is not known yet. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Properties as the engine sent them: secrets in envelopes, unknowns as a marker. */
export function received(struct: Struct | undefined): Record<string, unknown> {
  return struct?.toJavaScript() ?? {};
}

/** Properties as the engine takes them. */
export function sent(properties: Properties): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)) as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** A value marked as secret. */
export function secret(value: unknown): unknown {
  return { [signatureKey]: secretSignature, value };
}

/** Whether a value is marked as secret. */
export function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && (value as Properties)[signatureKey] === secretSignature;
}

/** The value without envelopes; unknowns become `undefined`. */
export function plain(value: unknown): unknown {
  return value === unknownValue ? undefined : rewrite(value, plain, plain);
}

/** The value without envelopes, with unknowns as they came. It is only for comparing. */
export function comparable(value: unknown): unknown {
  return rewrite(value, comparable, comparable);
}

/** The value with every secret blotted out. */
export function blotted(value: unknown): unknown {
  return rewrite(value, blotted, () => "[secret]");
}

function rewrite(value: unknown, inside: (inner: unknown) => unknown, onSecret: (inner: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  if (record[signatureKey] === secretSignature) return onSecret(record.value);
  return Object.fromEntries(Object.entries(record).map(([key, inner]) => [key, inside(inner)]));
}
