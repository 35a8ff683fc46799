import { features as allFeatures } from '../../../functions/src/contracts/features';
import { fitness } from '../../../functions/src/presets/fitness';
import { languageCourse } from '../../../functions/src/presets/languageCourse';
import { lawStudy } from '../../../functions/src/presets/lawStudy';
import type { About } from '../../../web/src/dashboard/page';

const presets = { fitness, languageCourse, lawStudy };

export type ProgramName = keyof typeof presets;

/** What the server of an app says of it. */
export function someAbout({
  features = Object.keys(allFeatures),
  program = 'lawStudy',
  clientLogging = true,
}: {
  readonly features?: readonly string[];
  readonly program?: ProgramName;
  readonly clientLogging?: boolean;
}): About {
  const { activities, maxQuantity, levels, milestones, badges, planning } = presets[program];
  return {
    ...{
      programVersion: '1',
      maxQuantity,
      milestones: [...milestones],
      ...planning,
    },
    activities: Object.entries(activities).map(([type, activity]) => ({
      ...{ type, maxPerDay: null },
      ...activity,
    })),
    tiers: levels.tiers.map(({ name, fromXp }) => ({ name, fromXp })),
    badges: Object.entries(badges).map(([id, { name }]) => ({ id, name })),
    features: [...features],
    callables: [],
    clientLogging,
  };
}
