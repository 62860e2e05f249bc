import { composeValues } from "../chart/compose";
import { limitValues } from "../limits/values";
import { poolValues } from "../pools/values";
import { type Seen } from "./found";
import { schedulingValues } from "./values";

/** The part of the chart's values that decides where pods run, as the program writes it. */
export function placingValues({ azure, limits, builder, scheduling, extraValues }: Seen): unknown {
  return composeValues(
    [
      poolValues(azure.pools),
      limitValues(limits, builder),
      schedulingValues(scheduling),
      { imageBuilderType: builder },
    ],
    extraValues,
  );
}
