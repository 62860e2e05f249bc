/**
 * Servers that are stopped at the same time. JupyterHub answers only after ten seconds if one takes long.
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/handlers/base.py `slow_stop_timeout`
 */
const atOnce = 20;

/**
 * Stops servers, some at a time, until it is too late to begin with another one: a job that Kubernetes ends writes down nothing.
 *
 * @returns how many were not begun with
 */
export async function stopAll<Server>(
  servers: readonly Server[],
  stop: (server: Server) => Promise<unknown>,
  isLate: () => boolean,
): Promise<number> {
  const waiting = [...servers];
  const inTurn = async () => {
    while (!isLate()) {
      const next = waiting.shift();
      if (next === undefined) return;
      await stop(next);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, inTurn));
  return waiting.length;
}
