import * as z from "zod";

/**
 * A string that must match a pattern.
 *
 * @param pattern the rule, as the service enforces it
 * @param rule the rule in words: it is what a user reads, after "must be"
 */
export function text(pattern: RegExp, rule: string) {
  return z.string({ error: rule }).regex(pattern, rule);
}

/** A whole number in a range, both ends included. */
export function wholeNumber(min: number, max: number) {
  const rule = `a whole number from ${min} to ${max}`;
  return z.int({ error: rule }).min(min, rule).max(max, rule);
}

/**
 * Name of a Kubernetes Service (RFC 1035 label).
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export const serviceName = text(
  /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/,
  "1 to 63 lower-case letters, digits and hyphens, beginning with a letter and not ending in a hyphen",
);

/** Name of a size of Azure's machines, whether or not the program knows it. */
export const vmSizePattern = /^Standard_[A-Z]+\d+[-\w]*$/;

/** Size of a volume, as a Kubernetes quantity. */
export const volumeSize = text(/^[1-9]\d*(Mi|Gi|Ti)$/, "a size such as 10Gi (Mi, Gi or Ti)");

/**
 * A namespace that is also the name of a Helm release, which may have 53 characters.
 * @see https://github.com/helm/helm/blob/main/pkg/chart/common/util/validate_name.go
 */
export const releaseName = text(
  /^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/,
  "1 to 53 lower-case letters, digits and hyphens, beginning and ending with a letter or digit",
);

/**
 * One component of an image's name, as registries accept it.
 * @see https://github.com/distribution/reference/blob/main/regexp.go
 */
export const imageNamePattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/**
 * An image that stays what it is: with a tag or a digest.
 * @see https://github.com/distribution/reference/blob/main/regexp.go
 */
export const pinnedImage = z
  .string({ error: "an image with its tag" })
  .regex(
    /^(?=.{1,255}$)[a-z0-9]+([._-]+[a-z0-9]+)*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/,
    "the name of an image such as quay.io/jupyterhub/repo2docker:2025.12.0, without https://",
  )
  .refine(
    (name) => /(:[\w][\w.-]*|@sha256:[0-9a-f]{64})$/.test(name.slice(name.lastIndexOf("/") + 1)),
    "an image with a tag or a digest: without one, it is another image each day",
  )
  .refine(
    (name) => name.includes("@") || !/:(latest|main|master|edge|nightly|devel?|stable|rolling)$/.test(name),
    "an image with a tag that stays where it is, such as a version: this one is moved to newer images",
  );

/** The first part of every image's name. The program adds a hyphen between it and the repository's name. */
export const imagePrefix = z
  .string({ error: "a word such as binder-dev" })
  .max(63, "at most 63 characters")
  .regex(
    imageNamePattern,
    "lower-case letters and digits, separated by single '.', '_' or by '-' (no hyphen at the end: the program adds it)",
  );

/** An absolute http or https URL. */
export const webUrl = z.url({ protocol: /^https?$/, error: "a full URL, https://…" });

/**
 * A fully qualified host name.
 * @see https://datatracker.ietf.org/doc/html/rfc1123#section-2
 */
export const hostName = text(
  /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$/,
  "a full host name in lower case such as hub.example.org, without scheme, port or path",
);

/** An e-mail address, as far as its form tells. */
export const emailAddress = text(/^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/, "an e-mail address such as hub@example.org");

/** Those who are told of something: each gets an e-mail. */
export const emailAddresses = z
  .array(emailAddress, { error: "a list of e-mail addresses" })
  .min(1, "a list of at least one e-mail address")
  .max(50, "at most 50 e-mail addresses")
  .superRefine((all, context) => {
    // Each that is there already is named by its own place, so that it alone is removed.
    for (const [index, one] of all.entries()) {
      const message = "an e-mail address that is not in the list already";
      if (all.indexOf(one) < index) context.addIssue({ code: "custom", path: [index], message });
    }
  });

/** A list of at least one text. */
export function list(what: string) {
  return z.array(text(/^\S+$/, `a ${what}`), { error: `a list of ${what}s` }).min(1, `a list of at least one ${what}`);
}

/** A group of settings, in which no other keys are allowed. */
export function group<T extends z.core.$ZodLooseShape>(keys: T) {
  return z.strictObject(keys, { error: "a group of settings: GROUP.KEY, not one value" });
}

/**
 * A range of IPv4 addresses.
 * @see https://datatracker.ietf.org/doc/html/rfc4632#section-3.1
 */
export const cidr = text(
  /^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)\/(3[0-2]|[12]?\d)$/,
  "a range of IPv4 addresses such as 203.0.113.0/24",
);
