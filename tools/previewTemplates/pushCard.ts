import type { PushText } from '../../functions/src/features/notifications/render';

/** A push message as a phone shows it, more or less, as a page. */
export function pushCard({ title, body }: PushText): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escape(title)}</title>
<style>
body{margin:0;padding:24px;background:#334155;font:15px/1.4 system-ui,sans-serif}
div{background:#f8fafc;border-radius:18px;padding:14px 18px;max-width:360px}
b{display:block}small{color:#64748b}
</style>
</head>
<body><div><small>Streak · now</small><b>${escape(title)}</b>${escape(body)}</div></body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
