/** One message of a program's log. A traceback belongs to the message before it. */
export interface Entry {
  readonly at: Date;
  /** `D`, `I`, `W`, `E` or `C`, where the program says it. */
  readonly level?: string;
  readonly text: string;
}

/**
 * The messages of a log that Kubernetes gave with its times. BinderHub and JupyterHub begin each with level, time and place in brackets.
 * @see https://github.com/tornadoweb/tornado/blob/v6.5.2/tornado/log.py `LogFormatter.DEFAULT_FORMAT`
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/log.py `CoroutineLogFormatter`
 */
export function entriesOf(log: string): readonly Entry[] {
  const entries: { at: Date; level?: string; text: string }[] = [];
  for (const line of log.split("\n")) {
    const [, time, text] = /^(\d{4}-\d\d-\d\dT\S+) ?(.*)$/.exec(line) ?? [];
    if (time === undefined || text === undefined) continue;
    const [, level, said] = /^\[([DIWEC]) [^\]]*\] (.*)$/.exec(text) ?? [];
    const last = entries.at(-1);
    if (level !== undefined && said !== undefined) entries.push({ at: new Date(time), level, text: said });
    else if (last?.level !== undefined) last.text += `\n${text}`;
    else entries.push({ at: new Date(time), text });
  }
  return entries;
}
