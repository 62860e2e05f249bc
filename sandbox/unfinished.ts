import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { type Properties, UnfinishedError } from "./model";
import { sent } from "./wire";

/** A resource that is there, but incomplete. The engine takes it into the state, and asks for it again in the next run. */
class HalfMade extends Error {
  constructor(
    message: string,
    readonly id: string,
    readonly inputs: Properties,
    readonly outputs: Properties,
  ) {
    super(message);
  }
}

/** Does work on a resource. If the work is not finished, the error says what is there. */
export function telling<T>(
  resource: { readonly id: string; readonly inputs: Properties; readonly outputs: () => Properties },
  work: () => T,
): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UnfinishedError)) throw error;
    throw new HalfMade(error.message, resource.id, resource.inputs, resource.outputs());
  }
}

/** An error as the engine takes it. */
export function asResponse(error: unknown): { code: grpc.status; details: string; metadata?: grpc.Metadata } {
  const details = error instanceof Error ? error.message : String(error);
  const response = { code: grpc.status.UNKNOWN, details };
  return error instanceof HalfMade ? { ...response, metadata: metadataOf(error) } : response;
}

/** Where gRPC keeps the structured part of an error. */
function metadataOf({ message, id, inputs, outputs }: HalfMade): grpc.Metadata {
  const detail = new ErrorResourceInitFailed();
  detail.setId(id).setReasonsList([message]).setInputs(sent(inputs)).setProperties(sent(outputs));
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(message);
  status.addDetails(any);
  const metadata = new grpc.Metadata();
  // @pulumi/pulumi's provider/server.ts does the same: grpc-js has no other way to send it.
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return metadata;
}
