/** Runs Cloud Functions for Firebase in this process; see README.md. */
export { accountDeleted } from './accountEvents';
export { call, callAsStream, CallableError } from './call';
export { deployed } from './deployed';
export type { CloudEvent, Deployed } from './deployed';
export { functionsEnvironment } from './environment';
export type { Failure, Host, HostOptions, ScheduledTask, TaskQueues } from './host';
export { startHost } from './startHost';
export { unsignedToken } from './unsignedToken';
export type { Auth } from './unsignedToken';
