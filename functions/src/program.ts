/** What an app's index chooses: its program and its features. The entry `firestreak/program`. */

export { useFeatures, useProgram } from './choices';
export type { OptionalFeature } from './contracts/features';
export { checkProgram, type ProgramDefinition, ProgramError } from './contracts/program';
export type { BadgeRule, Cadence, Program } from './engine/program';
export { fitness } from './presets/fitness';
export { languageCourse } from './presets/languageCourse';
export { defaultProgram as program, lawStudy } from './presets/lawStudy';
export type { Preset } from './presets/preset';
