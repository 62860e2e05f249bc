import { charts } from "../../rehearse/chart-archives";
import { findParts } from "../../rehearse/parts";
import setup from "../global-setup";

/** Once before all tests: finds the charts, and finds or builds the parts, so that no test's time includes it. */
export default async function realSetup(): Promise<void> {
  await setup();
  console.log(`Charts: ${charts().join(", ")}`);
  const parts = await findParts((line) => console.log(line));
  console.log(`Parts: ${parts.path}`);
}
