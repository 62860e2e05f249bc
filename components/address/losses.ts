import { type Settings } from "../../settings/settings";
import { type Recorded, recordedText } from "../../standing/recorded";
import { type Loss } from "../protection/losses";

/** When an address is deleted, Azure may give it to somebody else. */
export function addressLosses({ exposure, place }: Settings, recorded: Recorded): Loss[] {
  const found: Loss[] = [];
  const was = (name: string, ...path: readonly string[]) => recordedText(recorded, name, ...path);
  const kept = place.platform !== "azure" ? [] : addressesOf(exposure);
  for (const name of ["binder", "proxy-public"]) {
    const address = was(`${name}-ip`, "name");
    if (address === undefined || kept.includes(name)) continue;
    const ip = was(`${name}-ip`, "ipAddress");
    const lost = `${ip === undefined ? "" : `${ip}, `}which Azure gives to somebody else`;
    found.push({ key: "binderhub:exposure.type", value: exposure.type, thing: `address/${address}`, lost });
  }
  return found;
}

/** The public addresses that an exposure needs. */
function addressesOf(exposure: Settings["exposure"]): readonly string[] {
  if (exposure.type === "loadBalancer") return ["binder", "proxy-public"];
  return exposure.type === "singleHost" && exposure.internal === undefined ? ["binder"] : [];
}
