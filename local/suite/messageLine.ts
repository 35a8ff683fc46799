import type { ShownMessage } from '../messages';

/** A message as its receiver sees it, in one line. */
export function messageLine(message: ShownMessage): string {
  return message.channel === 'push'
    ? `  ${message.token.padEnd(20)} push: ${message.title} – ${message.body}`
    : `  ${message.to.padEnd(20)} mail: ${message.subject}`;
}
