import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/** Room and images that are ready before somebody needs them. */
export function schedulingValues({ placeholders, prePull }: Settings["scheduling"]): ChartValues {
  const images = prePull.map((reference, index): [string, { name: string; tag: string }] => {
    const colon = reference.lastIndexOf(":");
    return [`image-${index + 1}`, { name: reference.slice(0, colon), tag: reference.slice(colon + 1) }];
  });
  return {
    jupyterhub: {
      ...(placeholders > 0 && {
        scheduling: { podPriority: { enabled: true }, userPlaceholder: { enabled: true, replicas: placeholders } },
      }),
      ...(images.length > 0 && {
        prePuller: { continuous: { enabled: true }, extraImages: Object.fromEntries(images) },
      }),
    },
  };
}
