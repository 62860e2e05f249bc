import { type Settings } from "../../settings/settings";
import { askedText, nameBefore, type Recorded, recordedText } from "../../standing/recorded";
import { type Loss } from "../protection/losses";
import { registryNames, registryVolume } from "./names";

/** A registry that the stack made is deleted with all its images. */
export function registryLosses({ namespace, registry }: Settings, recorded: Recorded): Loss[] {
  const found: Loss[] = [];
  const was = (name: string, ...path: readonly string[]) => recordedText(recorded, name, ...path);
  const images = was("registry-acr", "name");
  const asked = askedText(recorded, "registry", "registryName");
  if (images !== undefined && (registry.type !== "azure" || nameBefore(registry.name, images, asked) !== undefined)) {
    const key = registry.type === "azure" ? "binderhub:registry.name" : "binderhub:registry.type";
    const value = registry.type === "azure" ? registry.name : registry.type;
    found.push({ key, value, thing: `registry/${images}`, lost: "with every image that was built" });
  }
  const inCluster = was("registry-in-cluster-namespace", "metadata", "name");
  if (inCluster !== undefined && registryNames(registry, namespace)?.inCluster?.namespace !== inCluster) {
    const key = registry.type === "inCluster" ? "binderhub:namespace" : "binderhub:registry.type";
    const value = registry.type === "inCluster" ? namespace : registry.type;
    found.push({ key, value, thing: `namespace/${inCluster}`, lost: "with every image that was built" });
  }
  const volume = was("registry-in-cluster-volume", "metadata", "name");
  if (volume !== undefined && registry.type === "inCluster" && registryVolume(registry.size) !== volume) {
    const lost = "with every image that was built: another size needs a new volume";
    found.push({ key: "binderhub:registry.size", value: registry.size, thing: `volume/${volume}`, lost });
  }
  return found;
}
