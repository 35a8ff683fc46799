import { someBoard } from './someBoard';
import { someCalendar } from './someCalendar';
import { someChallenges } from './someChallenges';
import { someInsights } from './someInsights';
import { somePreferences } from './somePreferences';
import { someRecovery } from './someRecovery';
import { otherShare, someShare } from './someShare';
import { someStreak } from './someStreak';

/** Each element with the attributes that a page would write. */
export const examples = {
  'streak-counter': `<streak-counter current="12" longest="1234" freezes="2"
    day-ends-at="2026-11-24T22:15:00Z" time-zone="Asia/Kathmandu" next-milestone="14"></streak-counter>`,
  'streak-week': `<streak-week monday="2026-11-23" active-days="1" boosted bonus-weeks="2"
    categories='["quiz"]' missing='["guide"]' days='[{"day":"2026-11-23","verdict":"frozen"},
    {"day":"2026-11-24","verdict":"kept","keptReason":"off-day"},
    {"day":"2026-11-25","verdict":"kept","keptReason":"recovered"}]'></streak-week>`,
  'streak-calendar': `<streak-calendar month="2026-11" today="2026-11-24" days='${JSON.stringify(someCalendar('2026-11').days)}'></streak-calendar>`,
  'streak-leaderboard': `<streak-leaderboard board='${JSON.stringify(someBoard('weekly', { shownAs: 'Ada' }))}'></streak-leaderboard>`,
  'streak-recovery': `<streak-recovery time-zone="Asia/Kathmandu" recovery='${JSON.stringify(someRecovery)}'></streak-recovery>`,
  'streak-level': `<streak-level level="11" tier="Summer Associate" xp="1250" level-from-xp="1000"
    next-level-at-xp="1400"></streak-level>`,
  'streak-badges': `<streak-badges badges='[{"id":"a","name":"Ignition","earnedOn":"2026-11-01"}]'></streak-badges>`,
  'streak-why': `<streak-why days='[{"day":"2026-11-23","verdict":"frozen","reason":"A freeze was used.",
    "timeZone":"Asia/Kathmandu","start":"2026-11-22T22:15:00Z","end":"2026-11-23T22:15:00Z",
    "activities":0,"xp":0,"current":12,"freezes":1},{"day":"2026-11-24","verdict":"open","reason":"Not over.",
    "timeZone":"Asia/Kathmandu","start":"2026-11-23T22:15:00Z","end":"2026-11-24T22:15:00Z",
    "activities":0,"xp":0,"current":12,"freezes":1}]'></streak-why>`,
  'streak-log': `<streak-log activities='[{"type":"quiz_hard_passed","xp":25,"category":"quiz"}]'></streak-log>`,
  'streak-challenges': `<streak-challenges time-zone="Asia/Kathmandu" challenges='${JSON.stringify(someChallenges(['sprint']))}'></streak-challenges>`,
  'streak-insights': `<streak-insights insights='${JSON.stringify(someInsights)}'></streak-insights>`,
  'streak-year': `<streak-year from="${someInsights.heatmap.from}" counts="${JSON.stringify(someInsights.heatmap.counts)}"></streak-year>`,
  'streak-share': `<streak-share time-zone="Asia/Kathmandu" shares='${JSON.stringify(
    [someShare, otherShare].map((share) => ({ ...share, imageUrl: 'data:,' })),
  )}'></streak-share>`,
  'streak-plan': `<streak-plan today="2026-11-24" plan='${JSON.stringify(someStreak.plan)}'></streak-plan>`,
  'streak-notifications': `<streak-notifications preferences='${JSON.stringify(somePreferences)}'></streak-notifications>`,
  'streak-time-zone': `<streak-time-zone time-zone="Europe/Berlin" device-zone="Asia/Tokyo"
    fixed></streak-time-zone>`,
  'streak-sign-in': `<streak-sign-in problem="The password is wrong."></streak-sign-in>`,
  'streak-celebration': `<streak-celebration can-share celebrations='[{"kind":"milestone","title":"30 days",
    "text":"A month without a break."},{"kind":"badge","title":"Blazing","text":"A new badge."}]'></streak-celebration>`,
  'streak-devices': `<streak-devices own="phone" push="ask" time-zone="Asia/Kathmandu" devices='[{"deviceId":"phone",
    "platform":"android","seenAt":"2026-11-24T12:00:00.000Z"},{"deviceId":"laptop","platform":"web",
    "seenAt":"2026-11-20T12:00:00.000Z"}]'></streak-devices>`,
};
