/** Months that calendars were asked for, by outcome and by what asked: the metric `calendar_month`. */
export const monthsCounted = new Map<string, number>();

/** Takes the metric out of the log, and drops everything else. */
function take(...parts: unknown[]): void {
  const [line] = parts;
  if (typeof line !== 'string' || !line.includes('"calendar_month"')) return;
  const { metrics, labels, correlationId } = JSON.parse(line) as {
    readonly metrics: { readonly calendar_month: number };
    readonly labels: { readonly outcome: string };
    readonly correlationId: string;
  };
  const name = `${correlationId} ${labels.outcome}`;
  monthsCounted.set(name, (monthsCounted.get(name) ?? 0) + metrics.calendar_month);
}

// Import this before anything of Firebase, whose logger keeps the console that it finds.
Object.assign(console, { debug: take, info: take, log: take, warn: take, error: take });
