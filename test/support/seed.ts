/**
 * Which cases the property tests try: the same in every run, so that what turns a run red is a change and not
 * luck. FIRESTREAK_SEED=random tries others, and names the seed of what fails.
 */
import fc from 'fast-check';

const asked = process.env['FIRESTREAK_SEED'];
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? 20261201) });
