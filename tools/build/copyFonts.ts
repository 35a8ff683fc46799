import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';

const FONTS = 'platform/fonts';

/** Puts the fonts of share cards, which no code imports, beside the built functions that read them. */
export function copyFonts(lib: string): void {
  cpSync(join(repository, 'functions/src', FONTS), join(lib, FONTS), { recursive: true });
}
