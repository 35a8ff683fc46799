export { ActivityQueue } from './activityQueue';
export type { Activity, RefusedActivity, Refusal, WaitingActivity } from './activityStore';
export type { CallableName, Callables, RequestOf, ResponseOf } from './callables';
export { type FailureReason, FirestreakError } from './failure';
export { type Firestreak, type FirestreakOptions, firestreak } from './firestreak';
export type { FollowChallenge, FollowOptions } from './followChallenge';
export type { KeyValueStorage } from './keyValueStore';
export type { Outcome } from './sendActivity';
