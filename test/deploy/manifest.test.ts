import { projectId } from '../support/env';
import { declaredParams } from 'firebase-functions/params';
import * as functions from '../../functions/src';

/** As the Firebase CLI gets it, on one line; without what is left to the defaults. */
function inShort(endpoint: object): string {
  const isSet = (_: string, value: unknown) => (value === null ? undefined : value);
  return JSON.stringify(endpoint, isSet);
}

test('each function is deployed like this', () => {
  const endpoints = Object.entries(functions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { __endpoint: endpoint }]) => `${name} ${inShort(endpoint)}`);
  expect(endpoints.join('\n').replaceAll(projectId, 'PROJECT')).toMatchSnapshot();
});

test('these are the parameters and secrets that a deployment asks for', () => {
  expect(declaredParams.map(({ name }) => name).join('\n')).toMatchSnapshot();
});
