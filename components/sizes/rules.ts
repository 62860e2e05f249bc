import { rule } from "../../settings/question";
import { onAzure } from "../cluster/on-azure";
import { amountsFit } from "./amount-rules";
import { guardRules } from "./guard";
import { placesAreNamed, placesFit } from "./places";
import { eachIsReached, namesDiffer, patternsFit, peopleLogIn } from "./whose";

/** Rules for sizes: whose they are, what they are, where they run, and that nothing undoes them. */
export const sizeRules = [
  rule(["sizes"], namesDiffer),
  rule(["sizes"], eachIsReached),
  rule(["sizes", "auth"], peopleLogIn),
  rule(["sizes", "repositories", "limits", "extraValues"], patternsFit),
  rule(["sizes", "limits", "storage"], amountsFit),
  rule(["sizes", "platform"], placesAreNamed),
  rule(["sizes", "platform", "azure", "limits", "builder", "scheduling", "extraValues"], onAzure(placesFit)),
  ...guardRules,
];
