import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firebaseTools } from '../../../local/suite/preload/firebaseTools';
import { passDefaults } from '../../../local/suite/preload/passDefaults';

describe('parameters that no file names', () => {
  let functionsSource: string;

  beforeEach(() => {
    functionsSource = mkdtempSync(join(tmpdir(), 'firestreak-parameters-'));
  });

  afterEach(() => {
    rmSync(functionsSource, { recursive: true });
  });

  it('are passed by the environment and not written', () => {
    const resolved = {
      SOUND_ENABLED: { internal: false, toString: () => 'false' },
      SOUND_URL: { internal: false, toString: () => '' },
      SOUND_NAMED: { internal: false, toString: () => 'default' },
      SOUND_PROJECT: { internal: true, toString: () => 'demo' },
    };
    writeFileSync(join(functionsSource, '.env.local'), 'SOUND_NAMED=other\n');

    passDefaults();
    firebaseTools('functions/env').writeResolvedParams(
      resolved,
      { SOUND_NAMED: 'other' },
      { functionsSource, isEmulator: true },
    );

    const passed = Object.entries(process.env).filter(([name]) => name.startsWith('SOUND_'));
    expect(Object.fromEntries(passed)).toEqual({ SOUND_ENABLED: 'false', SOUND_URL: '' });
    expect(readdirSync(functionsSource)).toEqual(['.env.local']);
  });
});
