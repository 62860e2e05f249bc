import { type Problem } from "../settings/problems";
import { type Fill } from "./claims";
import { examples } from "./login";

/** Settings that the program misses after values of the file were refused, with examples to be replaced. */
export function fallback(problems: readonly Problem[]): Fill[] {
  return problems.flatMap(({ key, rule }): Fill[] => {
    const name = key.replace(/^binderhub:/, "");
    if (name === "registry" || name.startsWith("registry.")) {
      const value = { type: "dockerHub", username: "yourdockerid", prefix: "binder" };
      return [{ key: ["registry"], value, why: "Fill in where images go: what the file says is refused" }];
    }
    if (name === "auth") return [{ key: ["auth", "allowedUsers"], value: ["you"], why: "Fill in who may log in" }];
    if (name === "auth.type") {
      return [
        { key: ["exposure", "type"], value: "singleHost", why: "This login needs HTTPS" },
        { key: ["exposure", "https", "email"], value: "you@example.org", why: "Fill in the contact for Let's Encrypt" },
      ];
    }
    const example = name.startsWith("auth.") ? examples[name.slice("auth.".length)] : undefined;
    return example === undefined || !rule.startsWith("is missing")
      ? []
      : [{ key: name.split("."), value: example, why: "Fill in what your login provider says" }];
  });
}
