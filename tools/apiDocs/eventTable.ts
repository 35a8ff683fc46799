import { catalogue, channels, eventKinds } from '../../functions/src/events';
import { inCode, withTable } from './tables';

type Row = (typeof catalogue)[keyof typeof catalogue];

const NOBODY = '–';

/** What of a row stands in which column. */
const columns: readonly (readonly [string, (of: readonly [kind: string, row: Row]) => string])[] = [
  ['event', ([kind]) => `\`${kind}\``],
  ['what has happened', ([, { meaning }]) => meaning],
  ['facts', ([, { facts }]) => Object.keys(facts).map(inCode).join(', ')],
  ['message', ([, { message }]) => (message ? `\`${message.kind}\`` : NOBODY)],
  ['unless chosen otherwise', ([, { message }]) => channelsOf(message)],
  ['withdrawn when', ([, { message }]) => message?.withdrawn.inWords ?? NOBODY],
  ['worth telling', ([, { message }]) => message?.expires.inWords ?? NOBODY],
];

/** A page of the docs with the catalogue of events where it is marked to be. @throws without such a place */
export function withEventTable(page: string): string {
  const rows = eventKinds.map((kind) => [kind, catalogue[kind]] as const);
  const cells = columns.map(([name, cellOf]) => [name, ...rows.map(cellOf)]);
  return withTable(page, 'events', cells);
}

function channelsOf(message: Row['message']): string {
  if (!message) return NOBODY;
  if (message.corrects !== null) return `where \`${message.corrects}\` was told`;
  return channels.filter((channel) => message.byDefault[channel]).join(', ') || 'off';
}
