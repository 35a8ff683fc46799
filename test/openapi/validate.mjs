// Says whether standard input is an OpenAPI document. A program of its own, since the validator is an ECMAScript module.
import { text } from 'node:stream/consumers';
import { Validator } from '@seriousme/openapi-schema-validator';

const { valid, errors } = await new Validator().validate(JSON.parse(await text(process.stdin)));
process.stdout.write(JSON.stringify({ valid, errors: errors ?? [] }));
