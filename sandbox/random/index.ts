import { randomBytes, randomUUID } from "node:crypto";
import { type ProviderModel } from "../model";

/** The random provider: bytes made once, kept in Pulumi's state only, and secret. */
export const random: ProviderModel = {
  name: "random",
  resources: {
    "random:index/randomBytes:RandomBytes": {
      replaceOn: ["length", "keepers"],
      deleteBeforeReplace: false,
      stable: ["base64", "hex"],
      id: () => "none",
      create(inputs) {
        const bytes = randomBytes(Number(inputs.length));
        return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
      },
    },
    "random:index/randomUuid:RandomUuid": {
      replaceOn: ["keepers"],
      deleteBeforeReplace: false,
      stable: ["result"],
      id: () => "none",
      create: () => ({ result: randomUUID() }),
    },
  },
};

/** Outputs that the real provider marks secret. */
export const secretOutputs: Readonly<Record<string, readonly string[]>> = {
  "random:index/randomBytes:RandomBytes": ["base64", "hex"],
};
