import { installationOf, titleOf } from './deployedNames';
import { alertSections, inNotification } from './runbook';

/** When somebody should look, and why. */
export interface Alert {
  /** Also the heading of its section in docs/runbook.md, which says what it means. */
  readonly name: string;
  readonly severity: 'CRITICAL' | 'ERROR' | 'WARNING';
  /** PromQL that has an answer while something is wrong. */
  readonly query: string;
  /** How long it must have one before somebody is told, in seconds. Default 0. */
  readonly forSeconds?: number;
}

/** An alerting policy, as `gcloud alpha monitoring policies create --policy-from-file` takes it. */
export interface AlertPolicy {
  readonly displayName: string;
  readonly severity: Alert['severity'];
  readonly enabled: true;
  readonly documentation: { readonly content: string; readonly mimeType: 'text/markdown' };
  readonly userLabels: Readonly<Record<string, string>>;
  readonly combiner: 'OR';
  readonly conditions: readonly object[];
  readonly alertStrategy: { readonly autoClose: string };
}

/** Name of an alert's file, and the anchor that its heading has in docs/runbook.md. */
export function anchorOf({ name }: Pick<Alert, 'name'>): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z ]/g, '')
    .replaceAll(' ', '-');
}

/**
 * The policy of an alert. Its labels are how it is found again.
 *
 * @param prefix of the functions that it watches
 */
export function alertPolicy(alert: Alert, prefix: string): AlertPolicy {
  const { name, severity, query, forSeconds = 0 } = alert;
  return {
    displayName: `${titleOf(prefix)}: ${name}`,
    severity,
    enabled: true,
    documentation: {
      content: inNotification(alertSections().get(name) ?? '', prefix),
      mimeType: 'text/markdown',
    },
    userLabels: {
      ...(prefix !== '' && { firestreak_installation: installationOf(prefix) }),
      firestreak_alert: anchorOf(alert),
    },
    combiner: 'OR',
    conditions: [
      {
        displayName: name,
        conditionPrometheusQueryLanguage: {
          query,
          duration: `${forSeconds}s`,
          evaluationInterval: '60s',
          // A metric is unknown to Monitoring until its first value, which may never be logged.
          disableMetricValidation: true,
        },
      },
    ],
    alertStrategy: { autoClose: '1800s' },
  };
}
