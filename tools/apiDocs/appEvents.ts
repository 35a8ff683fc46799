import { z } from 'zod';
import {
  APP_EVENT_VERSION,
  appEvent,
  appEventSchemas,
  appEventTypes,
} from '../../functions/src/contracts/appEvents';
import { inCode, withTable } from './tables';

/** The JSON Schema of what an app is told, which is in the package. Fields that a later version adds are no fault. */
export function appEventSchema(): string {
  const schema = {
    title: `Firestreak event, version ${APP_EVENT_VERSION}`,
    ...z.toJSONSchema(appEvent, { io: 'input' }),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** docs/events.md with the table of types where it is marked to be. @throws without such a place */
export function withAppEventTable(page: string): string {
  const rows = Object.entries(appEventTypes);
  return withTable(page, 'types', [
    ['type', ...Object.keys(appEventSchemas).map(inCode)],
    ['what has happened', ...rows.map(([, { meaning }]) => meaning)],
    [
      'besides, in `data`',
      ...rows.map(([, { facts }]) => Object.keys(facts).map(inCode).join(', ')),
    ],
  ]);
}
