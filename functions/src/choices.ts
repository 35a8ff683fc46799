import {
  allFeatures,
  type FeatureName,
  featuresNamed,
  type OptionalFeature,
} from './contracts/features';
import { checkProgram, type ProgramDefinition } from './contracts/program';
import type { Program } from './engine/program';
import { type Catalogues, catalogues } from './languages/catalogues';
import { checkTexts, type TextsDefinition } from './languages/overrides';
import { defaultProgram } from './presets/lawStudy';

/** Something that an app's index may choose, once, before it is first used. */
class Choice<Chosen> {
  private chosen: Chosen | undefined;
  private isInUse = false;

  /** @param call what makes the choice */
  constructor(
    private readonly call: string,
    private readonly otherwise: () => Chosen,
  ) {}

  make(chosen: Chosen): void {
    if (this.isInUse) {
      throw new Error(
        `${this.call} came too late: a function has used what held until now. Call it while the index loads.`,
      );
    }
    if (this.chosen !== undefined) {
      throw new Error(`${this.call} was called twice. Call it once, with all that holds.`);
    }
    this.chosen = chosen;
  }

  use(): Chosen {
    this.isInUse = true;
    return (this.chosen ??= this.otherwise());
  }
}

const program = new Choice<Program>('useProgram()', () => defaultProgram);
const texts = new Choice<Catalogues>('useTexts()', () => catalogues);
const features = new Choice<ReadonlySet<FeatureName>>('useFeatures()', () => allFeatures);

/**
 * Makes a program the rules of this codebase. Call it once, in the index beside `export * from 'firestreak'`,
 * before or after: nothing reads the program while modules load. A deployment loads the index, and so it
 * stops where the program is wrong.
 *
 * @throws ProgramError naming every place where the program is wrong
 * @throws Error when it is called twice, or after a function has used the program
 */
export function useProgram(definition: ProgramDefinition): void {
  program.make(checkProgram(definition));
}

/**
 * Deploys these features and no others; `streaks` always. Call it once, in the index beside
 * `export * from 'firestreak'`, before or after. Without it, everything is deployed.
 *
 * @throws Error naming what is no feature and what lacks another, or when it is called twice or too late
 */
export function useFeatures(...names: readonly OptionalFeature[]): void {
  features.make(featuresNamed(names));
}

/**
 * Puts an app's own texts in the places of those that are shipped: any of them, in any language, and no others
 * change. Call it once, in the index beside `export * from 'firestreak'`, before or after. A deployment loads
 * the index, and so it stops where a text is wrong.
 *
 * @throws Error naming every text that is wrong, or when it is called twice or too late
 */
export function useTexts(definition: TextsDefinition): void {
  texts.make(checkTexts(definition));
}

/** The texts of messages and pages. Ask for them when a function runs, never while modules load. */
export function textsInUse(): Catalogues {
  return texts.use();
}

/** The program that functions run by. Ask for it when a function runs, never while modules load. */
export function programInUse(): Program {
  return program.use();
}

/** The features that are deployed. Ask for them when a function runs or is deployed. */
export function featuresInUse(): ReadonlySet<FeatureName> {
  return features.use();
}
