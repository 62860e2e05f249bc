import { type Row } from "../../stack/row";

const repo = "binderhub:repositories";
const set = (name: string, value: unknown) => ({ [`repositories.${name}`]: value });
const allowed = (...patterns: unknown[]) => set("allowed", patterns);
const banned = (...patterns: unknown[]) => set("banned", patterns);

const patterns: readonly Row[] = [
  ["a regular expression", allowed("^mygroup/.*"), `${repo}.allowed[0]`, /no regular expression/],
  ["an account without its host", allowed("mygroup/*"), `${repo}.allowed[0]`, /names no host/],
  ["an account alone", allowed("github.com/mygroup"), `${repo}.allowed[0]`, /end it with \/\*/],
  ["an account alone, banned", banned("github.com/somebody"), `${repo}.banned[0]`, /names an account/],
  ["a host alone", allowed("github.com"), `${repo}.allowed[0]`, /host and a path/],
  ["a branch", allowed("github.com/mygroup/course/tree/main"), `${repo}.allowed[0]`, /not about branches/],
  ["a * in the host", allowed("*.example.org/team/*"), `${repo}.allowed[0]`, /no \* in the host/],
  ["a * for everything", banned("*"), `${repo}.banned[0]`, /host and a path/],
  ["a way up", allowed("gitlab.com/team/../x"), `${repo}.allowed[0]`, /leads elsewhere/],
  ["a GitLab group alone", allowed("gitlab.com/team"), `${repo}.allowed[0]`, /names a group/],
  ["an SSH address", banned("git@github.com:somebody/miner"), `${repo}.banned[0]`, /host and a path/],
  ["a blank", allowed("github.com/my group/*"), `${repo}.allowed[0]`, /host and a path/],
  ["a page of Zenodo", allowed("https://zenodo.org/records/3242074"), `${repo}.allowed[0]`, /known by their DOI/],
  ["a page of Dataverse", allowed("dataverse.harvard.edu/dataset.xhtml"), `${repo}.allowed[0]`, /known by their DOI/],
  ["half a DOI", allowed("doi.org/10.5281"), `${repo}.allowed[0]`, /half a DOI/],
  ["no DOI", allowed("doi.org/zenodo.3242074"), `${repo}.allowed[0]`, /begin with 10/],
  ["a HydroShare id of too few digits", allowed("hydroshare.org/resource/8f7c"), `${repo}.allowed[0]`, /no resource/],
  ["one account's gists", allowed("gist.github.com/ada/*"), `${repo}.allowed[0]`, /lets in anybody's gists/],
  ["patterns outside a list", set("allowed", "github.com/mygroup/*"), `${repo}.allowed`, /list of patterns/],
  ["no patterns", set("banned", []), `${repo}.banned`, /at least one pattern/],
  ["a repository that is a number", banned(7), `${repo}.banned[0]`, /host and a path/],
];

const doors: readonly Row[] = [
  ["a source by its name in links", set("sources", ["gh"]), `${repo}.sources[0]`, /one of github, gist/],
  ["no sources", set("sources", []), `${repo}.sources`, /at least one source/],
  ["sources as a text", set("sources", "github"), `${repo}.sources`, /list of sources/],
  [
    "a source that nothing is allowed in",
    { ...set("sources", ["github", "zenodo"]), ...allowed("github.com/mygroup/*") },
    `${repo}.sources[1]`,
    /closed by repositories\.allowed/,
    { mends: "repositories.allowed[1]" },
  ],
  [
    "a source that an older list closes",
    { ...set("sources", ["github", "gitlab"]), "limits.allowedRepos": ["^mygroup/"] },
    `${repo}.sources[1]`,
    /closed by limits\.allowedRepos/,
    { mends: "repositories.allowed[0]" },
  ],
  [
    "git beside an older list",
    { ...set("sources", ["github", "git"]), "limits.allowedRepos": ["^mygroup/"] },
    `${repo}.sources[1]`,
    /closed by/,
  ],
  [
    "an allowed pattern of a closed source",
    { ...set("sources", ["github"]), ...allowed("github.com/a/*", "gitlab.com/team/*") },
    `${repo}.allowed[1]`,
    /in none of repositories\.sources/,
    { mends: "repositories.sources[1]" },
  ],
  [
    "a higher quota in a closed source",
    { ...set("sources", ["github"]), ...set("highQuota", ["doi.org/10.5281/*"]), "limits.highQuota": 100 },
    `${repo}.highQuota[0]`,
    /comes from zenodo or figshare/,
    { mends: "repositories.sources[1]" },
  ],
  [
    "a higher quota without its number",
    set("highQuota", ["github.com/a/*"]),
    "binderhub:limits.highQuota",
    /only make sense together/,
  ],
  [
    "a list in extra values beside a setting",
    { ...banned("github.com/a/b"), "extraValues.config.GitHubRepoProvider.banned_specs": ["^c/"] },
    "binderhub:extraValues.config.GitHubRepoProvider.banned_specs",
    /take the place/,
  ],
  [
    "GitLab's list in extra values beside a closed source",
    { ...set("sources", ["github"]), "extraValues.config.GitLabRepoProvider.banned_specs": ["^c"] },
    "binderhub:extraValues.config.GitLabRepoProvider.banned_specs",
    /take the place/,
  ],
  ["a server with its scheme", set("githubHost", "https://github.example.org"), `${repo}.githubHost`, /without scheme/],
  ["a server by a word", set("gitlabHost", "gitlab"), `${repo}.gitlabHost`, /a full host name/],
  [
    "another GitHub server in extra values",
    { ...set("githubHost", "github.example.org"), "extraValues.config.GitHubRepoProvider.hostname": "github.com" },
    "binderhub:extraValues.config.GitHubRepoProvider.hostname",
    /decided by the setting binderhub:repositories\.githubHost/,
  ],
  [
    "another API than the GitHub server's",
    {
      ...set("githubHost", "github.example.org"),
      "extraValues.config.GitHubRepoProvider.api_base_path": "https://x.org",
    },
    "binderhub:extraValues.config.GitHubRepoProvider.api_base_path",
    /decided by the setting binderhub:repositories\.githubHost/,
  ],
  [
    "a GitLab server's name in a pattern of gitlab.com's source",
    {
      ...set("sources", ["gitlab"]),
      ...set("gitlabHost", "gitlab.example.org"),
      ...allowed("gitlab.example.org/a/*", "gitlab.com/a/*"),
    },
    `${repo}.allowed[1]`,
    /comes from git/,
    { mends: "repositories.sources[1]" },
  ],
  ["a misspelt key", set("allow", ["github.com/a/*"]), `${repo}.allow`, /repositories\.allowed\?/],
];

const older: readonly Row[] = [
  [
    "a regular expression with the host",
    { "limits.bannedRepos": ["^https://github.com/somebody/.*"] },
    "binderhub:limits.bannedRepos[0]",
    /without the host/,
  ],
  [
    "a regular expression with the bare host",
    { "limits.allowedRepos": ["^github\\.com/mygroup/"] },
    "binderhub:limits.allowedRepos[0]",
    /without the host/,
  ],
  [
    "an account that others begin like",
    { "limits.allowedRepos": ["^mygroup"] },
    "binderhub:limits.allowedRepos[0]",
    /every account that begins like/,
  ],
  [
    "a group in JavaScript's words",
    { "limits.bannedRepos": ["^(?<who>a)/"] },
    "binderhub:limits.bannedRepos[0]",
    /expression that compiles/,
  ],
];

/** What is wrong with rules for repositories. */
export const repositoryRows: readonly Row[] = [...patterns, ...doors, ...older];
