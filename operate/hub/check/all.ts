import { addressProbes } from "./address";
import { credentialProbes } from "./credentials";
import { hubProbes, serviceProbes } from "./hub";
import { launchProbes } from "./launching";
import { namespaceProbes, policyObjects } from "./volumes";
import { nodeProbes } from "./nodes";
import { partProbes } from "./parts";
import { type AnyProbe } from "./probe";
import { tlsProbes } from "./tls";
import { buildWalls, serverWalls } from "./walls";

/** All probes, by group. */
export const probes: readonly AnyProbe[] = [
  ...addressProbes,
  ...tlsProbes,
  ...hubProbes,
  ...serviceProbes,
  ...credentialProbes,
  ...partProbes,
  ...nodeProbes,
  ...namespaceProbes,
  ...launchProbes,
  policyObjects,
  serverWalls,
  buildWalls,
];
