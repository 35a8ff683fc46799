/** What an app's index chooses: its program, its features and its texts. The entry `firestreak/program`. */

export { useFeatures, useProgram, useTexts } from './choices';
export type { OptionalFeature } from './contracts/features';
export { checkProgram, type ProgramDefinition, ProgramError } from './contracts/program';
export type { BadgeRule, Cadence, Program } from './engine/program';
export type { TextsDefinition } from './languages/overrides';
export { fitness } from './presets/fitness';
export { languageCourse } from './presets/languageCourse';
export { defaultProgram as program, lawStudy } from './presets/lawStudy';
export type { Preset } from './presets/preset';
