"use strict";
// The Pulumi SDK loads at start what this program never uses. Here that is put off until somebody does use it.
const Module = require("node:module");

/** Loaded at the first use of anything in them. */
const deferred = [
  // Turn functions into text and collect the packages around them, for code that is to run in a cloud.
  /^typescript$/,
  /^@npmcli\/arborist$/,
  /^normalize-package-data$/,
  // Starts the CLI, for the Automation API.
  /^execa$/,
  // Only some platforms, registries and exposures need each of these.
  /^@pulumi\/azure-native\//,
  /^yaml$/,
  // Zod's messages in sixty languages: ours are our own.
  /^\.\.\/locales\/index\.cjs$/,
];

/** Whether the CLI asked for traces: by `--tracing`, or by OpenTelemetry's variable. */
const isTraced = process.argv.includes("--tracing") || process.env.TRACEPARENT !== undefined;

/** Never loaded. */
const skipped = [
  // With lines where they were (strip-types.cjs), reading the SDK's source maps for each stack trace gains nothing.
  /^source-map-support\/register$/,
  ...(isTraced ? [] : [/^@opentelemetry\/(exporter-zipkin|instrumentation(-grpc)?|resources|sdk-trace-(base|node))$/]),
];

const load = Module._load;
Module._load = (request, parent, isMain) => {
  const isOneOf = (patterns) => patterns.some((pattern) => pattern.test(request));
  if (isOneOf(skipped)) return {};
  return isOneOf(deferred) ? standIn(() => load(request, parent, isMain)) : load(request, parent, isMain);
};

/** An object that becomes a module when it is first looked into. */
function standIn(loadIt) {
  let loaded;
  const module = () => (loaded ??= loadIt());
  return new Proxy(
    {},
    {
      get(_, key) {
        // How compiled code tells modules from plain objects; asked at import, so answered without loading.
        if (key === "__esModule") return true;
        return key === "default" ? (module().default ?? module()) : module()[key];
      },
      has: (_, key) => key in module(),
      ownKeys: () => Reflect.ownKeys(module()),
      getOwnPropertyDescriptor: (_, key) => {
        const descriptor = Reflect.getOwnPropertyDescriptor(module(), key);
        return descriptor && { ...descriptor, configurable: true };
      },
    },
  );
}
