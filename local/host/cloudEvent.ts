import type { IncomingHttpHeaders } from 'node:http';
import type { CloudEvent } from './deployed';

type Attributes = Record<string, unknown> &
  Pick<CloudEvent, 'specversion' | 'id' | 'source' | 'type' | 'time'>;

/**
 * The CloudEvent of an HTTP request, in structured mode (all in a JSON body) or binary mode (the
 * attributes in `ce-` headers, the body base64 of the data).
 */
export function cloudEvent(headers: IncomingHttpHeaders, body: Buffer): CloudEvent {
  const contentType = headers['content-type'] ?? '';
  if (contentType.startsWith('application/cloudevents+json')) {
    const { data, ...attributes } = JSON.parse(body.toString()) as Attributes & { data: number[] };
    return { ...attributes, data: Buffer.from(data) };
  }
  const attributes = Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith('ce-'))
      .map(([name, value]) => [name.slice('ce-'.length), utf8(String(value))]),
  ) as Attributes;
  return {
    ...attributes,
    datacontenttype: contentType,
    data: Buffer.from(body.toString(), 'base64'),
  };
}

/** The emulator sends UTF-8 in headers, which Node reads as Latin-1. */
function utf8(header: string): string {
  return Buffer.from(header, 'latin1').toString();
}
