import { type Settings } from "../../settings/settings";
import { type Recorded, recordedText } from "../../standing/recorded";
import { type Loss } from "../protection/losses";

/** The namespace is deleted with everything in it, if it gets another name or if `exposure.hold` is set. */
export function hubLosses({ exposure, namespace }: Settings, recorded: Recorded): Loss[] {
  const isHeld = exposure.type === "singleHost" && exposure.hold;
  const hub = recordedText(recorded, "binderhub-namespace", "metadata", "name");
  if (hub === undefined || !(isHeld || hub !== namespace)) return [];
  const [key, value] = isHeld ? ["binderhub:exposure.hold", "true"] : ["binderhub:namespace", namespace];
  return [{ key, value, thing: `namespace/${hub}`, lost: "with the hub, its list of users, and users' files" }];
}
