import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findEngine } from "../../rehearse/engine";
import { projectFolder } from "../../rehearse/folders";
import { type Init, initWith } from "./stack-init";

/** Whom the engine asks to encrypt, by each secrets provider that the documentation names; a passphrase needs nobody. */
const asked: Readonly<Record<string, string>> = {
  passphrase: "nobody",
  "azurekeyvault://VAULT.vault.azure.net/keys/KEY/VERSION": "VAULT.vault.azure.net:443",
  "awskms://KEY-ID?region=REGION": "kms.REGION.amazonaws.com:443",
  // The form of this one the engine leaves to Google: https://cloud.google.com/kms/docs/getting-resource-ids
  "gcpkms://projects/P/locations/L/keyRings/R/cryptoKeys/KEY": "cloudkms.googleapis.com:443",
};

const malformed: readonly (readonly [what: string, url: string, complaint: string])[] = [
  ["a scheme that there is not", "keyvault://VAULT.vault.azure.net/keys/KEY/VERSION", "unknown secrets provider type"],
  ["a vault without its domain", "azurekeyvault://VAULT/keys/KEY/VERSION", "invalid keyID"],
  ["a secret in place of a key", "azurekeyvault://VAULT.vault.azure.net/secrets/KEY", "invalid keyID"],
];

/** The secrets providers in every `--secrets-provider` of a text. */
const named = (text: string) => [...text.matchAll(/--secrets-provider[= ]"?([^\s"`]+)/g)].map(([, url = ""]) => url);

/** A file of the project. */
const page = (...path: readonly string[]) => readFileSync(join(projectFolder, ...path), "utf8");

describe("secrets providers", () => {
  const seen = new Map<string, Init>();
  beforeAll(async () => {
    const { command } = await findEngine(() => undefined);
    const urls = [...Object.keys(asked), ...malformed.map(([, url]) => url)];
    await Promise.all(urls.map(async (url) => void seen.set(url, await initWith(command.command, url))));
  });

  test.each(["README.md", "Pulumi.prod.yaml"])("%s names the Key Vault line that is tried here", (name) => {
    expect(named(page(name))).toEqual(["azurekeyvault://VAULT.vault.azure.net/keys/KEY/VERSION"]);
  });

  test("docs/security.md names all that are tried here, and no page of docs/ another", () => {
    expect(named(page("docs", "security.md"))).toEqual(Object.keys(asked));
    const pages = readdirSync(join(projectFolder, "docs")).filter((name) => name.endsWith(".md"));
    const others = pages.flatMap((name) => named(page("docs", name))).filter((url) => !Object.hasOwn(asked, url));
    expect(others).toEqual([]);
  });

  test.each(Object.entries(asked))("%s is understood by the engine, which asks %s to encrypt", (url, host) => {
    expect(seen.get(url)).toMatchObject(host === "nobody" ? { made: true } : { made: false, asked: host });
  });

  test.each(malformed)("with %s are refused before anybody is asked", (_what, url, complaint) => {
    expect(seen.get(url)).toEqual({ made: false, printed: expect.stringContaining(complaint) as string });
  });
});
