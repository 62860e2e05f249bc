import { spawn } from "node:child_process";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";

/** A language host that listens on a port of the loopback interface. */
export interface LanguageHost {
  readonly port: number;
  /** Variables that programs get in addition to this process's environment. The real host would pass on those of the CLI. */
  environment: Readonly<Record<string, string>>;
  stop(): void;
}

/**
 * Replaces `pulumi-language-nodejs`. That one comes with the Pulumi CLI, but not with an engine that was built from its Go module. This one starts
 * the program with the same command, arguments and environment. There are two differences: the CLI starts the real one, but this one runs before
 * the CLI. And this one does not search the project's folder for plugins.
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/pulumi-language-nodejs/main.go
 */
export async function serveLanguageHost(): Promise<LanguageHost> {
  let engine = "";
  const answer =
    <Request, Response>(respond: (request: Request) => Response | Promise<Response>) =>
    ({ request }: grpc.ServerUnaryCall<Request, Response>, callback: grpc.sendUnaryData<Response>) =>
      void Promise.resolve(respond(request)).then((response) => callback(null, response));

  const host = { port: 0, environment: {}, stop: () => server.forceShutdown() };
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  server.addService(LanguageRuntimeService, {
    handshake: answer((request: proto.LanguageHandshakeRequest) => {
      engine = request.getEngineAddress();
      return new proto.LanguageHandshakeResponse();
    }),
    getPluginInfo: answer(() => new plugin.PluginInfo().setVersion("99.0.0")),
    getRequiredPackages: answer(() => new proto.GetRequiredPackagesResponse()),
    run: answer((request: proto.RunRequest) => run(request, engine, host.environment)),
  });
  host.port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return host;
}

/** Runs a program to its end. */
function run(
  request: proto.RunRequest,
  engine: string,
  environment: Readonly<Record<string, string>>,
): Promise<proto.RunResponse> {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() ?? "";
  const options = (info?.getOptions()?.toJavaScript() ?? {}) as { typescript?: boolean; nodeargs?: string };
  const config = request
    .getConfigMap()
    .toArray()
    .map(([key, value]) => [key.replace(":", ":config:"), value]);
  const program = spawn(
    process.execPath,
    [
      ...(options.nodeargs?.split(" ") ?? []),
      require.resolve("@pulumi/pulumi/cmd/run", { paths: [folder] }),
      ...["--monitor", request.getMonitorAddress(), "--engine", engine],
      ...["--organization", request.getOrganization(), "--project", request.getProject()],
      ...["--stack", request.getStack(), "--root-directory", info?.getRootDirectory() ?? "", "--pwd", folder],
      ...(request.getDryrun() ? ["--dry-run"] : []),
      ...["--parallel", String(request.getParallel()), info?.getEntryPoint() ?? "."],
    ],
    {
      cwd: folder,
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        ...environment,
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(config)),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        ...(options.typescript !== false && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
      },
    },
  );
  return new Promise((resolve) => {
    program.on("close", (code) => {
      // 32: the program has already told the user what is wrong.
      const failure = code === 0 || code === 32 ? "" : `the program ended with exit code ${String(code)}`;
      resolve(new proto.RunResponse().setError(failure).setBail(code === 32));
    });
  });
}
