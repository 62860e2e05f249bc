import { type Settings } from "../parse";
import { removeCommand, setCommand, type Problem } from "../problems";

/** What login, storage, registry, builder and branding must fulfil together. */
export function optionRules(settings: Settings): Problem[] {
  return [
    ...somebodyMayLogIn(settings),
    ...callbackIsAccepted(settings),
    ...peopleCanBeTold(settings),
    ...storageHasOwners(settings),
    ...builderFits(settings),
    ...registryFits(settings),
    ...pagesArePinned(settings),
    ...limitsAreInOrder(settings),
  ];
}

function somebodyMayLogIn({ auth }: Settings): Problem[] {
  if (auth.type === "none") return [];
  const own =
    auth.type === "github"
      ? { allowedOrganizations: auth.allowedOrganizations }
      : auth.type === "gitlab"
        ? { allowedGroups: auth.allowedGroups }
        : auth.type === "google"
          ? { hostedDomains: auth.hostedDomains }
          : {};
  const rules: Record<string, unknown> = { ...own, allowedUsers: auth.allowedUsers, allowAll: auth.allowAll };
  const names = Object.keys(rules).map((name) => `auth.${name}`);
  if (Object.values(rules).every((rule) => rule === undefined)) {
    return [
      {
        key: "binderhub:auth",
        rule: `says who logs in how, but not who may: nobody could. Set one of ${names.join(", ")}`,
        mend: setCommand("binderhub:auth.allowedUsers[0]", "ada"),
      },
    ];
  }
  const others = Object.keys(rules).filter((name) => name !== "allowAll" && rules[name] !== undefined);
  return auth.allowAll === true && others.length > 0
    ? [
        {
          key: "binderhub:auth.allowAll",
          value: "true",
          rule: `lets everybody in and makes auth.${others[0] ?? ""} meaningless: keep one of them`,
          mend: removeCommand("binderhub:auth.allowAll"),
        },
      ]
    : [];
}

/**
 * Google and Microsoft send people back to https only, or to localhost.
 * @see https://developers.google.com/identity/protocols/oauth2/web-server#uri-validation
 * @see https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions
 */
function callbackIsAccepted({ auth, exposure, existing }: Settings): Problem[] {
  if (auth.type !== "google" && auth.type !== "entra") return [];
  const secure = exposure.type === "singleHost" && exposure.https !== undefined;
  const local = exposure.type === "clusterIP" || (exposure.type === "nodePort" && existing.host === "localhost");
  if (secure || local) return [];
  const rule = `needs exposure.type singleHost with https: ${auth.type} sends people back to nothing else`;
  const mend =
    exposure.type === "singleHost"
      ? setCommand("binderhub:exposure.https.email", "me@example.org")
      : setCommand("binderhub:exposure.type", "singleHost");
  return [{ key: "binderhub:auth.type", value: auth.type, rule, mend }];
}

/** Names of people must be what the identity provider will call them. */
function peopleCanBeTold({ auth }: Settings): Problem[] {
  if (auth.type === "dummy" && auth.admins !== undefined) {
    const key = "binderhub:auth.admins";
    const rule = "cannot be combined with dummy: whoever knows the one password could log in as one of them";
    return [{ key, rule, mend: removeCommand(key) }];
  }
  if (auth.type !== "google" && auth.type !== "entra") return [];
  const short = auth.type === "google" && auth.hostedDomains?.length === 1;
  return (["allowedUsers", "admins"] as const).flatMap((list) =>
    (auth[list] ?? []).flatMap((name, index) => {
      const key = `binderhub:auth.${list}[${index}]`;
      if (name.includes("@") !== short) return [];
      const rule = short
        ? "must be a name without @domain: with exactly one hosted domain, people are called so"
        : `must be an e-mail address: that is what ${auth.type} calls people`;
      return [
        { key, value: name, rule, mend: setCommand(key, short ? name.replace(/@.*/, "") : `${name}@example.org`) },
      ];
    }),
  );
}

function storageHasOwners({ auth, storage }: Settings): Problem[] {
  return storage !== undefined && auth.type === "none"
    ? [
        {
          key: "binderhub:storage",
          rule: "needs a login (auth.type): without one, every launch is a new person, whom no volume could belong to",
          mend: removeCommand("binderhub:storage"),
        },
      ]
    : [];
}

function builderFits({ platform, builder, registry }: Settings): Problem[] {
  const key = "binderhub:builder";
  if (builder === "host" && platform === "azure") {
    const rule = "cannot be host on Azure: AKS nodes run containerd, and builds would hang";
    return [{ key, value: builder, rule, mend: setCommand(key, "dind") }];
  }
  if (registry.type === "none" && builder !== "host") {
    const rule = "must be host where registry.type is none: only the node's own Docker shares images with the pods";
    return [{ key, value: builder, rule, mend: setCommand(key, "host") }];
  }
  if (registry.type === "inCluster" && builder === "pink") {
    const rule = "cannot be pink with registry.type inCluster: Podman does not talk to a registry without TLS";
    return [{ key, value: builder, rule, mend: setCommand(key, "dind") }];
  }
  return [];
}

function registryFits({ platform, registry }: Settings): Problem[] {
  const key = "binderhub:registry.type";
  if (platform === "azure" && (registry.type === "none" || registry.type === "inCluster")) {
    const rule = `cannot be ${registry.type} on Azure: ${
      registry.type === "none"
        ? "several nodes share images only through a registry"
        : "use azure, which needs no upkeep"
    }`;
    return [{ key, value: registry.type, rule, mend: setCommand(key, "azure") }];
  }
  if (platform === "existing" && registry.type === "azure") {
    const rule =
      "cannot be azure on an existing cluster: nothing is made in Azure there (azureExisting takes one that is there)";
    return [{ key, value: registry.type, rule, mend: setCommand(key, "azureExisting") }];
  }
  return [];
}

function pagesArePinned({ branding: { pages } }: Settings): Problem[] {
  if (pages === undefined) return [];
  const given = (["commit", "tag", "branch"] as const).filter((name) => pages[name] !== undefined);
  if (given.length === 1) return [];
  return [
    {
      key: "binderhub:branding.pages",
      rule: `must have one of commit, tag, branch; it has ${given.length === 0 ? "none" : given.join(" and ")}`,
      mend:
        given[1] === undefined
          ? setCommand("binderhub:branding.pages.tag", "v1")
          : removeCommand(`binderhub:branding.pages.${given[1]}`),
    },
  ];
}

function limitsAreInOrder({ limits }: Settings): Problem[] {
  const key = (name: string) => `binderhub:limits.${name}`;
  const problems: Problem[] = [];
  if (limits.imageCleanerLow >= limits.imageCleanerHigh) {
    const rule = `must be below limits.imageCleanerHigh, which is ${limits.imageCleanerHigh}`;
    const mend =
      limits.imageCleanerHigh > 20
        ? setCommand(key("imageCleanerLow"), limits.imageCleanerHigh - 20)
        : setCommand(key("imageCleanerHigh"), 80);
    problems.push({ key: key("imageCleanerLow"), value: String(limits.imageCleanerLow), rule, mend });
  }
  if ((limits.highQuotaRepos === undefined) !== (limits.highQuota === undefined)) {
    const missing = limits.highQuota === undefined ? "highQuota" : "highQuotaRepos";
    const rule = "is missing: limits.highQuota and limits.highQuotaRepos only make sense together";
    const mend =
      missing === "highQuota" ? setCommand(key(missing), 100) : setCommand(`${key(missing)}[0]`, "^mygroup/");
    problems.push({ key: key(missing), rule, mend });
  }
  if (limits.userMemoryGuarantee !== undefined && bytes(limits.userMemoryGuarantee) > bytes(limits.userMemory)) {
    const rule = `must be at most limits.userMemory, which is ${limits.userMemory}`;
    const mend = setCommand(key("userMemoryGuarantee"), limits.userMemory);
    problems.push({ key: key("userMemoryGuarantee"), value: limits.userMemoryGuarantee, rule, mend });
  }
  if (limits.userCpuGuarantee !== undefined && limits.userCpuGuarantee > limits.userCpu) {
    const rule = `must be at most limits.userCpu, which is ${limits.userCpu}`;
    const mend = setCommand(key("userCpuGuarantee"), limits.userCpu);
    problems.push({ key: key("userCpuGuarantee"), value: String(limits.userCpuGuarantee), rule, mend });
  }
  return problems;
}

/** JupyterHub's amounts of memory: powers of 1024. */
function bytes(amount: string): number {
  return Number.parseFloat(amount) * 1024 ** (1 + "KMGT".indexOf(amount.slice(-1)));
}
