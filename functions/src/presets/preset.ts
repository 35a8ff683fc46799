import type { Program } from '../engine/program';

/**
 * A program to begin with, as it is or as `{ ...preset, cadence: … }`. It has no version of its own, so the
 * version follows from what is made of it.
 */
export type Preset = Omit<Program, 'version'>;
