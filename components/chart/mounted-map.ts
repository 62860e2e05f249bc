import { at } from "../../settings/untyped";
import { type ChartValues } from "./chart-values";

/**
 * A pod's volumes with a ConfigMap at their end. It is mounted as a folder: of a single file, the kubelet would never change the mount.
 *
 * @param below the pod's values that these are merged over
 * @param name of the ConfigMap. A pod starts without it as well
 * @param items keys of it that become files @default all
 */
export function mountedMap(
  below: unknown,
  { name, folder, items }: { readonly name: string; readonly folder: string; readonly items?: readonly string[] },
): Pick<ChartValues, "extraVolumes" | "extraVolumeMounts"> {
  const list = (key: string) => {
    const others = at(below, key);
    return Array.isArray(others) ? (others as unknown[]) : [];
  };
  const files = items?.map((key) => ({ key, path: key }));
  return {
    extraVolumes: [
      ...list("extraVolumes"),
      { name, configMap: { name, optional: true, ...(files && { items: files }) } },
    ],
    extraVolumeMounts: [...list("extraVolumeMounts"), { name, mountPath: folder, readOnly: true }],
  };
}
