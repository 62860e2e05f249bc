import { findEngine } from "./sandbox/engine";
import { Rehearsal } from "./sandbox/rehearsal";
import { mkdtempSync } from "node:fs";
async function main() {
  const engine = await findEngine(() => undefined);
  const r = await Rehearsal.open({ engine, stack: "dev", folder: mkdtempSync("/tmp/x/cyc-") });
  await r.run("up");
  const c0 = process.cpuUsage(); const w0 = Date.now();
  for (let i = 0; i < 12; i++) await r.run("preview");
  const c = process.cpuUsage(c0);
  console.log("preview cpu", (c.user + c.system) / 12000, "wall", (Date.now() - w0) / 12);
  r.close();
}
void main();
