import { randomBytes, randomUUID } from "node:crypto";
import { type ProviderModel } from "../model";

/** What all of its resources have in common: made once, and kept in Pulumi's state only. */
const common = { isInStateOnly: true, deleteBeforeReplace: false, id: () => "none" } as const;

/** The random provider. */
export const random: ProviderModel = {
  name: "random",
  resources: {
    "random:index/randomBytes:RandomBytes": {
      ...common,
      replaceOn: ["length", "keepers"],
      stable: ["base64", "hex"],
      secrets: ["base64", "hex"],
      create(inputs) {
        const bytes = randomBytes(Number(inputs.length));
        return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
      },
    },
    "random:index/randomUuid:RandomUuid": {
      ...common,
      replaceOn: ["keepers"],
      stable: ["result"],
      create: () => ({ result: randomUUID() }),
    },
  },
};
