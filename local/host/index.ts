export { CallableError } from './call';
export type { Auth } from './unsignedToken';
export type { Failure } from './failure';
export { startHost } from './startHost';
export type { Host, HostOptions } from './startHost';
export type { TaskQueues } from './taskQueues';
