import { z } from 'zod';
import { callables } from '../../functions/src/functions';
import { contracts } from '../apiDocs/contracts';
import { type Attack, call } from './attack';
import { type Schema, asSchema, extremesOf, necessary } from './nearValid';

const SEED = 1;

/**
 * Calls with one field at a time, beside those that must be there, at each end of what its form allows and
 * beyond, and with all fields there at once. What is drawn at random seldom finds the one
 * month that a function cannot bear.
 */
export function edges(now: number): Attack[] {
  return contracts.flatMap(({ name, request }) => {
    const schema = z.toJSONSchema(request, { io: 'input' });
    const as = callables[name].access.by;
    return edgesOf(schema, now).map((data) => call(name, data as object, as));
  });
}

/** Values of a schema, each with something extreme in one place, or in all. */
function edgesOf(schema: Schema, now: number): unknown[] {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.flatMap((option) => edgesOf(asSchema(option), now));
  if (schema.type === 'array') {
    return edgesOf(asSchema(schema.items), now).map((entry) => [entry]);
  }
  if (schema.type !== 'object') return extremesOf(schema);
  const least = necessary(schema, now, SEED) as object;
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => [name, edgesOf(asSchema(field), now)] as const,
  );
  const most = Math.max(0, ...fields.map(([, values]) => values.length));
  const atOnce = Array.from({ length: most }, (_, index) =>
    Object.fromEntries(
      fields.flatMap(([name, values]) =>
        values.length === 0 ? [] : [[name, values[index % values.length]]],
      ),
    ),
  );
  const oneByOne = fields.flatMap(([name, values]) =>
    values.map((value) => ({ ...least, [name]: value })),
  );
  return [...oneByOne, ...atOnce.map((all) => ({ ...least, ...all }))];
}
