import {
  FetchingJSONSchemaStore,
  InputData,
  JSONSchemaInput,
  type LanguageName,
  quicktype,
} from 'quicktype-core';
import { contracts } from '../apiDocs/contracts';
import { schemas, typeName } from './document';
import { callables } from '../../functions/src/functions';

/** A language of phones. */
export interface PhoneLanguage {
  readonly name: LanguageName;
  /** What its file is called. */
  readonly file: string;
  readonly options: Readonly<Record<string, string | boolean>>;
}

export const phoneLanguages: readonly PhoneLanguage[] = [
  {
    name: 'swift',
    file: 'FirestreakTypes.swift',
    options: { 'access-level': 'internal', initializers: false },
  },
  {
    name: 'kotlin',
    file: 'FirestreakTypes.kt',
    options: { framework: 'kotlinx', package: 'com.example.firestreak' },
  },
  {
    name: 'dart',
    file: 'firestreak_types.dart',
    options: { 'null-safety': true, 'final-props': true },
  },
];

/** The types of what users' callables take and give, in a language of phones. */
export async function typesIn({ name, options }: PhoneLanguage): Promise<string> {
  const ofUsers = contracts.filter((contract) => callables[contract.name].access.by === 'user');
  const all = schemas();
  const input = new JSONSchemaInput(new FetchingJSONSchemaStore());
  for (const contract of ofUsers) {
    for (const side of ['Request', 'Response'] as const) {
      const type = typeName(contract.name, side);
      await input.addSource({ name: type, schema: JSON.stringify(all[type]) });
    }
  }
  const inputData = new InputData();
  inputData.addInput(input);
  const leading = ['Made by `npm run tool -- openapi`, from docs/openapi.json.'];
  const { lines } = await quicktype({
    ...{ inputData, lang: name, leadingComments: leading },
    rendererOptions: { ...options },
  });
  return `${lines.join('\n').trimEnd()}\n`;
}
