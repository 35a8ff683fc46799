import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';

/** Monitoring takes so many bytes of text in a policy. */
export const MAX_BYTES = 8_192;

/** A query of the logs in a code span. */
const QUERY = /`((?:jsonPayload|resource|severity|httpRequest)[.=><][^`]+)`/g;

/** The sections of the runbook that are about alerts, by the name of the alert. */
export function alertSections(): ReadonlyMap<string, string> {
  const text = readFileSync(join(repository, 'docs/runbook.md'), 'utf8');
  const alerts = text.split(/^## /m).find((chapter) => chapter.startsWith('Alerts\n')) ?? '';
  const sections = alerts.split(/^### /m).slice(1);
  return new Map(
    sections.map((section) => {
      const [name = '', ...lines] = section.split('\n');
      return [name, lines.join('\n').trim()] as const;
    }),
  );
}

/**
 * A section of the runbook as a notification shows it, which is read on a phone: queries are links to the logs of
 * the project, commands name it, and other pages are named.
 *
 * @param prefix of the functions that the alert watches
 */
export function inNotification(section: string, prefix: string): string {
  return section
    .replace(
      /\[([^\]]+)\]\((?!https)(?:([\w.]*\.md))?(?:#[\w-]+)?\)/g,
      (_, text: string, page?: string) => `${text} (docs/${page ?? 'runbook.md'})`,
    )
    .replace(QUERY, (_, query: string) => `[${query}](${logsOf(query, prefix)})`)
    .replaceAll('"$PROJECT"', '${project}')
    .replaceAll('${PREFIX}', prefix);
}

/** The Logs Explorer with a query, in the project of the alert. */
function logsOf(query: string, prefix: string): string {
  const isOfFunctions = prefix !== '' && !query.includes('cloud_scheduler_job');
  const ofThese = !isOfFunctions ? '' : `\nresource.labels.service_name:"${prefix.toLowerCase()}"`;
  const encoded = encodeURIComponent(query + ofThese)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
  return `https://console.cloud.google.com/logs/query;query=${encoded}?project=\${project}`;
}
