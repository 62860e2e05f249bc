import { type RawConfig } from "./raw";

/** From this length on, a secret is taken to be no part of ordinary words. */
const longEnough = 8;

/**
 * What to warn of in secrets that Pulumi cannot hide well. In all that it prints, commands too, it puts `[secret]` wherever a
 * secret's text stands; but not where that is shorter than three characters, or `true` or `false`.
 *
 * No warning says where the text stands: who reads it could tell the secret from that.
 *
 * @param names what is printed beside the settings: the project's name, the stack's
 * @see https://github.com/pulumi/pulumi/blob/v3.250.0/sdk/go/common/util/logging/log.go CreateFilter
 */
export function blottingWarnings({ values, secretKeys }: RawConfig, names: readonly string[]): string[] {
  const plain = Object.entries(values).flatMap(([key, value]) => (secretKeys.includes(key) ? [key] : [key, value]));
  const printed = [...names, ...plain];
  return secretKeys.flatMap((key) => {
    const secret = values[key] ?? "";
    if (secret === "") return [];
    if (secret.length < 3 || /^(true|false)$/i.test(secret)) {
      return [`${key}: Pulumi does not hide so short a secret, nor true or false. Choose a longer one.`];
    }
    if (printed.some((text) => text.includes(secret))) {
      return [
        `${key}: its text is part of a name or of another setting. Pulumi blots it out there too: commands cannot be typed as they are printed, and who knows the name can read the secret from what is left. Choose another one.`,
      ];
    }
    return secret.length < longEnough
      ? [
          `${key}: is so short that it may be part of a word, and Pulumi then blots it out there, in commands too. Choose one of ${longEnough} characters or more.`,
        ]
      : [];
  });
}
