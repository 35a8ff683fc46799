import type { ShownMessage } from './shownMessage';

/** What there is to say beside the messages. */
export interface Notes {
  /** A line for each message, in their order; empty: none. */
  readonly about: readonly string[];
  /** What was not sent, and why. */
  readonly heldBack: readonly string[];
}

/** A page with all messages, the latest first, that looks for new ones by itself. */
export function messagesPage(
  messages: readonly ShownMessage[],
  { about, heldBack }: Notes = { about: [], heldBack: [] },
): string {
  const items = messages
    .map((message, index) => item(message, about[index] ?? ''))
    .toReversed()
    .join('\n');
  const held = heldBack.map((line) => `<li>${escape(line)}</li>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="3">
<title>Messages (${messages.length})</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;background:#f4f4f5;color:#18181b}
article{background:#fff;border-radius:12px;padding:1rem 1.25rem;margin:0 0 1rem;box-shadow:0 1px 2px #0002}
h2{font-size:1rem;margin:0}p{margin:.25rem 0}small{color:#52525b;overflow-wrap:anywhere}
iframe{border:1px solid #ddd;border-radius:8px;width:100%;height:24rem;margin-top:.5rem}
</style>
</head>
<body>
<h1>Messages</h1>
${items || '<p>None yet.</p>'}
${held && `<h1>Held back</h1>\n<ul>\n${held}\n</ul>`}
</body>
</html>
`;
}

function item(message: ShownMessage, about: string): string {
  const { number, at, channel } = message;
  const note = about && `<br><small>${escape(about)}</small>`;
  const head = `<small>${number} · ${channel} · ${escape(at)}</small>${note}`;
  if (message.channel === 'push') {
    const { title, body, data, token } = message;
    return `<article>${head}<h2>${escape(title)}</h2><p>${escape(body)}</p><small>to ${escape(token.slice(0, 12))}… · ${escape(data['deliveryId'] ?? '')}</small></article>`;
  }
  const { to, from, subject } = message;
  return `<article>${head}<h2>${escape(subject)}</h2><small>${escape(from)} → ${escape(to)}</small><details><summary>Show</summary><iframe sandbox title="Mail ${number}" loading="lazy" src="/mail/${number}"></iframe></details></article>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
