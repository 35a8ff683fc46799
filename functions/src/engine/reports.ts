import { MAX_SEGMENTS, type Report, type Timeline, type ZoneSegment } from './timeline';
import { compareZones, isSameZone } from './zones';

/**
 * The timeline with the zones that activities came from, in whatever order they are heard of. One from the
 * zone in force changes nothing, and none does while a zone is fixed. Of those at one instant, the order of
 * arrival does not tell which is in force afterwards; what `setTimeZone` reports then comes after those that
 * were known before it.
 *
 * @param known of activities of which the timeline may have been told before
 * @param heard of the one that is heard of now
 */
export function withReports(
  timeline: Timeline,
  known: readonly Report[],
  heard?: Report,
): Timeline {
  const reports = heard ? [...known, heard] : known;
  const isOf = ({ from, zone, fixed }: ZoneSegment) => {
    return (report: Report) => report.at === from && !fixed && isSameZone(report.zone, zone);
  };
  const all = timeline.map((segment) => ({
    segment,
    isNew: false,
    isTold: !reports.some(isOf(segment)),
  }));
  for (const report of reports) {
    const segment = { from: report.at, zone: report.zone };
    const index = all.findIndex((other) => {
      const { from, zone, fixed } = other.segment;
      if (from !== report.at) return from > report.at;
      if (other.isTold) return report !== heard && !fixed;
      return compareNames(report.zone, zone) < 0;
    });
    all.splice(index < 0 ? all.length : index, 0, { segment, isNew: true, isTold: false });
  }
  const segments: ZoneSegment[] = [];
  for (const { segment, isNew } of all) {
    const before = segments.at(-1);
    const isSame = before !== undefined && isSameZone(before.zone, segment.zone);
    const isReplaced = isSame && segment === timeline[0];
    if (isNew ? !isSame && !before?.fixed : !isReplaced) segments.push(segment);
  }
  const [first, ...others] = segments;
  const isOther = segments.length > timeline.length && segments.length <= MAX_SEGMENTS;
  return first && isOther ? [first, ...others] : timeline;
}

/** An order of names that has those of one zone side by side. */
function compareNames(a: string, b: string): number {
  return compareZones(a, b) || (a < b ? -1 : Number(a > b));
}
