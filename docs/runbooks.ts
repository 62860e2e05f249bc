/** What to do when an alert fires. */
export interface Runbook {
  /** What it means for people, in a sentence or two. */
  readonly means: string;
  /** Commands that show the cause, the most telling first. */
  readonly look: readonly string[];
  /** What mends it. */
  readonly mend: readonly string[];
}

const check = "npm run hub -- check";

/** By the alert's name. Commands take the hub's namespace as `binderhub`. */
export const runbooks: Readonly<Record<string, Runbook>> = {
  NobodyCanLaunch: {
    means:
      "At least three launches failed within half an hour, and none ended well. Nobody can work who has no server yet. Servers that run go on.",
    look: [check, "npm run hub -- logs binder --since 30m"],
    mend: [
      "`check` names the part that is broken, and the command that mends it.",
      'Tell people while you work: `npm run hub -- drain "We are on it"`.',
    ],
  },
  PartDown: {
    means:
      "A part of the hub has no pod that is ready. Without `proxy`, nobody reaches anything; without `hub`, nobody logs in or starts a server; without `binder`, nobody launches; without `autohttps`, there is no HTTPS.",
    look: ["kubectl get pods -n binderhub", "kubectl describe deployment/PART -n binderhub"],
    mend: [
      `\`${check} --quick\` says why, and what mends it.`,
      "If a person changed something by hand: `pulumi up --refresh`.",
    ],
  },
  PartSilent: {
    means:
      "Prometheus cannot read the numbers of this part. The part itself may be well, but alerts about it cannot fire.",
    look: [
      "kubectl logs deployment/binder-prometheus -c prometheus-server --tail=50 -n binderhub",
      "kubectl get pods -n binderhub",
    ],
    mend: [
      "`hub`, `binder`: is the pod ready? If it is, something between the two pods is closed: `kubectl get networkpolicies -n binderhub`.",
      "`kube-state-metrics`: `kubectl rollout restart deployment/binderhub-kube-state-metrics -n binderhub`.",
      "`nodes`: does the account still have its rights? `pulumi up --refresh` gives them back.",
    ],
  },
  LaunchesFail: {
    means: "More than a fifth of the launches of the last hour failed, by no fault of the repositories.",
    look: ["npm run hub -- status", "npm run hub -- logs binder --since 1h", check],
    mend: ["`status` counts why they failed. `logs launch --user NAME` tells the story of one of them."],
  },
  LaunchesSlow: {
    means: "Half of the people wait twice as long as last week for an image that is there already.",
    look: ["npm run hub -- dashboard --since 7d --page numbers.html", "npm run hub -- status"],
    mend: [
      "New nodes pull each image first: keep more of them (`azure.pools.NAME.min`), or pull it before ([scaling.md](scaling.md)).",
      "Is the registry slow, or in another region than the cluster?",
    ],
  },
  PushRefused: {
    means: "A build was done, and the registry did not take the image. Everything that must be built fails.",
    look: ["npm run hub -- logs builds --since 1h", check],
    mend: [
      "The password or token of the registry has ended: `pulumi config set --secret binderhub:registryPassword && pulumi up`.",
      "The registry is full, or its quota is used up: look at its own page.",
    ],
  },
  HubFull: {
    means:
      "A limit on servers is reached, `limits.totalQuota` or the quota of one repository, and somebody was turned away.",
    look: ["npm run hub -- status", "npm run hub -- who"],
    mend: [
      "Raise it: `pulumi config set --path binderhub:limits.totalQuota 200 && pulumi up`.",
      "Or stop servers that nobody uses sooner: `limits.idleTimeout`, and `culling.inUse: running` for tabs that are left open.",
    ],
  },
  GitHubLimit: {
    means:
      "GitHub answers the hub only a few times more in this hour: 60 an hour without a token, 5,000 with one. Then links to branches and tags fail until the hour is over.",
    look: ["npm run hub -- dashboard --since 6h"],
    mend: ["Give the hub a token without scopes: `pulumi config set --secret binderhub:githubApiToken && pulumi up`."],
  },
  NoRoom: {
    means:
      "For ten minutes there was always somebody whose server had no place on a node, or whose image was not there yet.",
    look: ["kubectl get pods -l component=singleuser-server --field-selector status.phase=Pending -n binderhub", check],
    mend: [
      "The pool may have more nodes: `azure.pools.NAME.max`.",
      "No cores are left in the subscription: `az vm list-usage -l REGION -o table`, and ask Azure for more.",
      "A node is cordoned: `kubectl uncordon NODE`.",
    ],
  },
  PoolFull: {
    means: "A pool has its largest number of nodes, and people wait.",
    look: ["npm run hub -- status", "kubectl get nodes -L kubernetes.azure.com/agentpool"],
    mend: [
      "`pulumi config set --path binderhub:azure.pools.NAME.max 10 && pulumi up`. It costs more: [costs.md](costs.md).",
    ],
  },
  NodeDown: {
    means:
      "A node does not answer. Servers on it are lost or cannot be reached. Kubernetes starts the hub's own parts elsewhere after some minutes.",
    look: ["kubectl describe node NODE"],
    mend: [
      "AKS mends nodes by itself, within about ten minutes. After that: `az aks nodepool upgrade --node-image-only -g GROUP --cluster-name CLUSTER -n POOL`.",
    ],
  },
  NodeDiskFull: {
    means:
      "The disk of a node is almost full: images and the cache of builds fill it. At 100 % nothing can be built or started there.",
    look: ["kubectl describe node NODE", "kubectl logs -l component=image-cleaner -n binderhub"],
    mend: [
      "Let old images go sooner: `imageCleaner`. Let the cache of builds be smaller: `builds.cache`.",
      "Now: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data` in a quiet hour, then delete the node. Servers on it stop.",
    ],
  },
  VolumeFull: {
    means:
      "A volume is almost full. `hub-db-dir` is the hub's database: when it is full, nobody logs in. `claim-…` is a person's, whose name is not shown here.",
    look: [check, "kubectl get persistentvolumeclaims -n binderhub"],
    mend: [
      "[storage.md](storage.md) says how a volume grows. The hub's own: `pulumi config set --path binderhub:extraValues.jupyterhub.hub.db.pvc.storage 5Gi && pulumi up`, if its storage class lets volumes grow.",
    ],
  },
  QuotaAlmostUsed: {
    means: "The owner of the cluster limits what the namespace may have, and nine tenths of it are used.",
    look: ["kubectl describe resourcequota -n binderhub"],
    mend: ["Ask the owner of the cluster for more, or let fewer people in: `limits.totalQuota`."],
  },
  PartRestarts: {
    means: "A part of the hub stopped and was started again, three times or more within an hour.",
    look: [
      "kubectl logs deployment/PART --previous --tail=50 -n binderhub",
      "kubectl describe pods -l component=PART -n binderhub",
    ],
    mend: [
      "`OOMKilled` in what `describe` says: it needs more memory. Anything else: the last lines before it stopped say why.",
    ],
  },
  CertificateTrouble: {
    means: "The last scheduled check found that browsers do not trust the certificate, or that it ends soon.",
    look: ["npm run hub -- check --last"],
    mend: [
      "[https.md](https.md). For Let's Encrypt: `kubectl rollout restart deployment/autohttps -n binderhub` asks for it again.",
    ],
  },
  BackupTrouble: {
    means:
      "The last scheduled check found no backup that is new enough, or one in which something is missing. What people do now would be lost with the cluster.",
    look: [
      "npm run hub -- check --last",
      "npm run hub -- backup --list",
      "kubectl logs job/$(kubectl get jobs -l component=binder-backup -o jsonpath='{.items[-1:].metadata.name}' -n binderhub) -n binderhub",
    ],
    mend: [
      "`npm run hub -- backup` makes one now, and says what goes wrong.",
      "The storage does not let it in: `pulumi up`, after `backupCredentials` or the account is right again.",
      "One volume fails: its node, or its disk. `kubectl describe pvc NAME -n binderhub` says more.",
    ],
  },
  CheckFailed: {
    means: "The last scheduled check found something wrong. The alert's label `probe` says what.",
    look: ["npm run hub -- check --last", check],
    mend: ["The check prints what mends it. [faults.md](faults.md) lists what it can find."],
  },
  CheckSilent: {
    means: "No scheduled check has ended for longer than three of them take. What only a check finds is not seen.",
    look: [
      "kubectl get cronjob,jobs -l component=binder-check -n binderhub",
      "kubectl describe cronjob binder-check -n binderhub",
    ],
    mend: [
      'The CronJob is suspended: `kubectl patch cronjob binder-check -p \'{"spec":{"suspend":false}}\' -n binderhub`.',
      "Its image cannot be pulled: `operate.image` names one of your own.",
    ],
  },
  WakeMissed: {
    means:
      "The job that sends the hub to sleep and wakes it has not done its work for 20 minutes, or nodes that should be there have been missing that long. The hub opens by itself all the same: people then wait for nodes. If the hub should sleep, servers and nodes may run on and cost money.",
    look: [
      "npm run hub -- schedule",
      "kubectl get jobs,pods -l component=binder-schedule -n binderhub",
      "kubectl logs -l component=binder-schedule --tail=20 -n binderhub",
      "kubectl get deployments,events -n binderhub",
    ],
    mend: [
      "Its log names what failed. `pulumi up --refresh` gives it back its rights and its objects.",
      "`binder-keeper-POOL` has pods that wait: Azure has no machines of that size, or the quota is used (`npm run hub -- check`).",
      "Its image cannot be pulled: `operate.image` names one of your own.",
    ],
  },
};
