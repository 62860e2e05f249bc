import { awake } from "./awake";
import { cores } from "./azure-quota";
import { backup } from "./backup";
import { allotted, balancer } from "./balancer";
import { hubUrl, page, prefix } from "./binder-page";
import { credentialProbes } from "./credentials";
import { clock, hubApi, health, hubToken, open, quota, service, versions } from "./hub";
import { launchProbes } from "./launching";
import { name, nameInside } from "./names";
import { events, policyObjects, quotas, release } from "./namespace";
import { cleaner, disks, nodes } from "./nodes";
import { nodeImage, support } from "./node-versions";
import { parts, restarts } from "./parts";
import { pending } from "./pending";
import { type AnyProbe } from "./probe";
import { tlsProbes } from "./tls";
import { claims, volumes } from "./volumes";
import { buildWalls, serverWalls } from "./walls";
import { workshops } from "./workshops";

/** All probes, in the order in which a report shows them. */
export const probes: readonly AnyProbe[] = [
  ...[name, nameInside, allotted, balancer, page, hubUrl],
  ...tlsProbes,
  ...[hubApi, versions, health, quota, open, awake, prefix],
  ...[service, hubToken],
  ...credentialProbes,
  ...[parts, restarts, cleaner, nodes, pending, disks, claims, volumes, backup, workshops, quotas, release, events],
  ...[clock, support, nodeImage, cores],
  ...launchProbes,
  ...[policyObjects, serverWalls, buildWalls],
];
