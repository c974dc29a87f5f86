/** A bot that has started. */
export interface Started {
  messagesUrl: string;
  /** Where the metrics are read, if not beside the messages. */
  metricsUrl?: string | undefined;
  playgroundUrl: string | undefined;
  sandboxUrl: string | undefined;
  /** Where a person can accept as a sample customer; undefined where customers do not accept themselves. */
  acceptanceUrl?: string | undefined;
  logFile: string | undefined;
  isLocal: boolean;
}

/** What a person who just started the bot needs to know: where to click and what to type. */
export function startMessage({
  messagesUrl,
  metricsUrl,
  playgroundUrl,
  sandboxUrl,
  acceptanceUrl,
  logFile,
  isLocal,
}: Started): string {
  const lines = ['', `The bot listens on ${messagesUrl}`];
  if (metricsUrl) lines.push(`Its metrics are on ${metricsUrl}`);
  if (sandboxUrl) lines.push(`Partner Center is a sandbox with sample customers: ${sandboxUrl}`);
  if (acceptanceUrl) lines.push(`Play a customer that accepts with Microsoft: ${acceptanceUrl}`);
  if (logFile) lines.push(`Its log is in ${logFile}`);
  if (playgroundUrl) {
    lines.push(
      '',
      `Open ${playgroundUrl} and type, for example`,
      '  what happens if I do nothing?      que se passe-t-il si je ne fais rien ?',
      '  confirm contoso                    confirmer contoso',
      '  unconfirmed   status   help        non confirmés   statut   aide',
      '  remind now                         rappeler maintenant',
    );
  } else if (isLocal) {
    lines.push(
      '',
      'Local mode: no MicrosoftAppId is set, so nothing is authenticated and only this machine can reach it.',
    );
  }
  lines.push('', 'Ctrl-C stops everything.', '');
  return lines.join('\n');
}
