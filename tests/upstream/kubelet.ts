/**
 * What Kubernetes makes of a text in a pod's arguments or variables.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/third_party/forked/golang/expansion/expand.go Expand
 */
export function expanded(text: string, known: Readonly<Record<string, string>> = {}): string {
  return text.replace(/\$(\$|\(([^)]*)\)|)/g, (whole: string, after: string, name: string | undefined) => {
    if (after === "$") return "$";
    return name === undefined ? whole : (known[name] ?? whole);
  });
}
