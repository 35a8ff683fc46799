import * as functions from '../../functions/src';

type Trigger = 'callableTrigger' | 'eventTrigger' | 'scheduleTrigger';

/** Names of the deployed functions that have such a trigger, sorted. */
function namesWith(trigger: Trigger): string[] {
  process.env['GCLOUD_PROJECT'] ??= 'demo-firestreak'; // functions of the first generation want one
  return Object.entries(functions)
    .filter(([, { __endpoint }]) => trigger in __endpoint && __endpoint.platform === 'gcfv2')
    .map(([name]) => name)
    .sort();
}

/** Cloud Run services of the callables: a function's service has its name in lower case. */
export function callableServices(): string[] {
  return namesWith('callableTrigger').map((name) => name.toLowerCase());
}

/** Scheduled functions; Cloud Scheduler's job is `firebase-schedule-{name}-{region}`. */
export function scheduledFunctions(): string[] {
  return namesWith('scheduleTrigger');
}

/** Services that get events; Eventarc's subscription is `eventarc-{region}-{service}-{digits}-sub-{digits}`. */
export function eventServices(): string[] {
  return namesWith('eventTrigger').map((name) => name.toLowerCase());
}
