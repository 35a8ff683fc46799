import {
  InputData,
  JSONSchemaInput,
  JSONSchemaStore,
  type LanguageName,
  quicktype,
} from 'quicktype-core';
import { contracts } from '../apiDocs/contracts';
import { refTo, schemas, typeName } from './document';
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

const ADDRESS = 'https://firestreak.example/openapi.json';

/** Gives the one document that all types are in, so that what several refer to is one type. */
class OneDocument extends JSONSchemaStore {
  override fetch() {
    return Promise.resolve({ components: { schemas: schemas() } });
  }
}

/** The types of what users' callables take and give, in a language of phones. */
export async function typesIn({ name, options }: PhoneLanguage): Promise<string> {
  const ofUsers = contracts.filter((contract) => callables[contract.name].access.by === 'user');
  const input = new JSONSchemaInput(new OneDocument());
  for (const contract of ofUsers) {
    for (const side of ['Request', 'Response'] as const) {
      const type = typeName(contract.name, side);
      await input.addSource({ name: type, uris: [`${ADDRESS}${refTo(type)}`] });
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
