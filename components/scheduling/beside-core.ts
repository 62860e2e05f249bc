/** Where a pod goes that serves the hub: beside the hub's own parts, where there are nodes for them. */
export const besideCore = {
  tolerations: [{ key: "hub.jupyter.org/dedicated", operator: "Equal", value: "core", effect: "NoSchedule" }],
  affinity: {
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          preference: {
            matchExpressions: [{ key: "hub.jupyter.org/node-purpose", operator: "In", values: ["core"] }],
          },
        },
      ],
    },
  },
};
