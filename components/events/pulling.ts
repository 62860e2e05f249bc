import { restricted } from "../scheduling/idle-pod";

/** The container that comes first in a pod that holds an event's node: a node that runs it has the event's image. repo2docker's images all have a shell. */
export function pulling(image: string) {
  return {
    ...{ name: "image", image, command: ["/bin/sh", "-c", "exit 0"] },
    resources: { requests: { cpu: "1m", memory: "1Mi" }, limits: { memory: "64Mi" } },
    securityContext: restricted,
  };
}
