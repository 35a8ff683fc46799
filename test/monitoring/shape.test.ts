import * as logging from '@google-cloud/logging-api/build/protos/protos.json';
import * as dashboards from '@google-cloud/monitoring-dashboards/build/protos/protos.json';
import * as policies from '@google-cloud/monitoring/build/protos/protos.json';
import type { JSONValue } from 'proto3-json-serializer';
import { type RoundTrip, roundTripOf } from './roundTrip';
import { shippedFiles, shippedJson } from './shippedFiles';

const metric = roundTripOf(logging, 'google.logging.v2.LogMetric');
const policy = roundTripOf(policies, 'google.monitoring.v3.AlertPolicy');
const dashboard = roundTripOf(dashboards, 'google.monitoring.dashboard.v1.Dashboard');

const kinds: [string, RoundTrip][] = [
  ['metrics/', metric],
  ['alerts/', policy],
  ['dashboards/', dashboard],
];

describe.each(kinds)('%s: Google Cloud knows every field and value', (under, roundTrip) => {
  test.each(shippedJson(under))('%s', (_, json) => {
    expect(roundTrip(json)).toMatchObject(json as object); // empty maps are added
  });
});

test('every file is of a kind that is checked', () => {
  const checked = kinds.flatMap(([under]) => shippedJson(under).map(([path]) => path));
  expect(checked.sort()).toEqual([...shippedFiles().keys()].sort());
});

/** Each with a mistake that a plain parse would accept. */
const mistaken: [string, RoundTrip, JSONValue][] = [
  ['a field that there is not', policy, { displayName: 'A', documentacion: { content: 'B' } }],
  ['a field in the wrong place', policy, { conditions: [{ query: 'up' }] }],
  ['a value that there is not', policy, { combiner: 'EITHER' }],
  ['a field that there is not', metric, { name: 'a', metricDescriptor: { metricKnd: 'DELTA' } }],
  ['a value that there is not', metric, { metricDescriptor: { valueType: 'HISTOGRAM' } }],
  ['a field in the wrong place', dashboard, { mosaicLayout: { widget: { title: 'A' } } }],
];

test.each(mistaken)('%s is noticed', (_, roundTrip, json) => {
  const survived = () => {
    expect(roundTrip(json)).toMatchObject(json as object);
  };
  expect(survived).toThrow();
});
