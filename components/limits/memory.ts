/** JupyterHub's amounts of memory, such as `2G`: powers of 1024. `NaN` if it is none. */
export function bytes(amount: string): number {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(amount) ?? [];
  return Number(number) * 1024 ** ["", "K", "M", "G", "T"].indexOf(unit);
}

/**
 * Kubernetes' amounts of memory, such as `4Gi`. `NaN` if it is none.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function bytesOfQuantity(quantity: string): number {
  const [, number, prefix = "", binary] = /^(\d+(?:\.\d+)?)([kKMGTPE]?)(i?)$/.exec(quantity) ?? [];
  const power = ["", "K", "M", "G", "T", "P", "E"].indexOf(prefix.toUpperCase());
  return Number(number) * (binary === "i" ? 1024 : 1000) ** power;
}
