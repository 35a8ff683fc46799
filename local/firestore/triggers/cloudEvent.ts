import { randomUUID } from 'node:crypto';
import type { CommittedChange } from '../options';
import { toWire } from '../values/timestamp';
import { documentEventData } from './documentEventData';
import type { Trigger } from './triggers';

/** A trigger's event as an HTTP request. */
export interface EventRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const printable = /^[\x20-\x7e]*$/;

/**
 * The event in CloudEvents' binary mode or, as headers hold only ASCII, in its structured mode.
 *
 * @see https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/http-protocol-binding.md
 */
export function eventRequest(trigger: Trigger, change: CommittedChange): EventRequest {
  const data = documentEventData(change);
  const attributes = attributesOf(trigger, change);
  if (Object.values(attributes).every((value) => printable.test(value))) {
    const headers: Record<string, string> = { 'content-type': 'application/protobuf' };
    for (const [name, value] of Object.entries(attributes)) headers[`ce-${name}`] = value;
    return {
      headers,
      body: data.toString('base64'),
    };
  }
  return {
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({
      ...attributes,
      datacontenttype: 'application/protobuf',
      data: [...data],
    }),
  };
}

function attributesOf(trigger: Trigger, change: CommittedChange): Record<string, string> {
  const { project, database, eventType } = trigger;
  return {
    specversion: '1.0',
    id: randomUUID(),
    type: eventType,
    time: isoTime(change.commitTime),
    source: `//firestore.googleapis.com/projects/${project}/databases/${database}`,
    subject: `documents/${change.path}`,
    project,
    database,
    namespace: '(default)',
    location: 'nam5',
    document: change.path,
    dataschema:
      'https://github.com/googleapis/google-cloudevents/blob/main/proto/google/events/cloud/firestore/v1/data.proto',
  };
}

/** With microseconds, which tell two commits apart. */
function isoTime(micros: number): string {
  const { seconds = 0, nanos = 0 } = toWire(micros);
  const fraction = (nanos / 1000).toString().padStart(6, '0');
  return new Date(Number(seconds) * 1000).toISOString().replace('000Z', `${fraction}Z`);
}
