import { pathKey, type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule, type Warning, warning } from "../../settings/question";
import { nearestOf } from "../../settings/unknown-key";
import { type Bill } from "./bill";
import { everythingBilled } from "./estimate";
import { isMeter } from "./meters";
import { priceTable } from "./prices";
import { namesOf } from "./rules";

const keyOf = (name: string) => pathKey(["cost", "prices", name]);

/** A name under which nothing can be billed: the price would be taken for none. */
export const priceRule = rule(["cost"], ({ cost: { prices } }) =>
  Object.entries(prices).flatMap(([name, price]): Problem[] => {
    if (isMeter(name)) return [];
    const [key, near] = [keyOf(name), nearestOf(name, Object.keys(priceTable().prices))];
    const isFree = near !== undefined && !Object.hasOwn(prices, near);
    const rule =
      near === undefined
        ? "is not the name of a price: docs/prices.md has them, such as address, vm/Standard_D8s_v5, disk/P10 and disk/ with a storage class"
        : `is not the name of a price; did you mean ${near}?`;
    const mend = [removeCommand(key), ...(isFree ? [setCommand(keyOf(near), price)] : [])].join(" && ");
    return [{ key, value: String(price), rule, mend }];
  }),
);

/** Prices that count nowhere: perhaps a size or a class is misspelt. */
export function priceWarning(bills: readonly Bill[]): Warning {
  return warning(namesOf(bills), (settings) => {
    const own = Object.keys(settings.cost.prices);
    if (settings.platform !== "azure" || own.length === 0) return [];
    const known = priceTable().prices;
    const billed = [...new Set(everythingBilled(settings, bills).billed.map(({ meter }) => meter))];
    return own
      .filter((name) => !billed.includes(name))
      .map((name) => {
        const near = Object.hasOwn(known, name) ? undefined : nearestOf(name, billed);
        const instead = near === undefined ? "" : `; did you mean ${near}?`;
        return `cost.prices: nothing of this stack is billed as ${name}${instead}`;
      });
  });
}
