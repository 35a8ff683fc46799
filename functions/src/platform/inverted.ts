import { z } from 'zod';

/**
 * The schema with its codecs turned round: `inverted(schema).parse(value)` is `z.encode(schema, value)`, but
 * quicker: zod compiles schemas for parsing only.
 *
 * @throws TypeError for a schema that cannot be turned round
 */
export function inverted<T extends z.ZodType>(schema: T): z.ZodType<z.input<T>> {
  return turned(schema) as z.ZodType as z.ZodType<z.input<T>>;
}

const leaves: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'enum', 'literal']);

function turned(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const like = (changes: object) => z.core.clone(schema, { ...def, ...changes });
  if (leaves.has(def.type)) return schema;
  if (schema instanceof z.ZodCodec) return z.invertCodec(schema);
  if (def.type === 'object') return like({ shape: mapped(def.shape) });
  if (def.type === 'record') return like({ valueType: turned(def.valueType) });
  if (def.type === 'array') return like({ element: turned(def.element) });
  if (def.type === 'tuple') {
    return like({ items: def.items.map(turned), rest: def.rest && turned(def.rest) });
  }
  if (def.type === 'union') return like({ options: def.options.map(turned) });
  if (def.type === 'default') return turned(def.innerType); // what is stored is there
  if (def.type === 'nullable' || def.type === 'optional' || def.type === 'readonly') {
    return like({ innerType: turned(def.innerType) });
  }
  throw new TypeError(`A schema of type ${def.type} cannot be turned round.`);
}

function mapped(shape: z.core.$ZodShape): z.core.$ZodShape {
  return Object.fromEntries(Object.entries(shape).map(([name, each]) => [name, turned(each)]));
}
