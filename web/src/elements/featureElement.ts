import { LitElement, type PropertyDeclarations } from 'lit';

/** A feature that an app may leave out, as docs/features.md names it. */
type Feature =
  'calendar' | 'challenges' | 'insights' | 'leaderboards' | 'notifications' | 'plans' | 'sharing';

/**
 * An element of a feature that the app may leave out. Where `features` are given and its own is not among
 * them, it is hidden, has the attribute `not-deployed`, and shows neither values nor problems.
 *
 * @fires streak-not-deployed - with `detail.feature`, when it turns out that the feature is not deployed
 */
export abstract class FeatureElement extends LitElement {
  static override readonly properties: PropertyDeclarations = { features: { type: Array } };

  /** What is deployed, as `about.features` of `getStreak` gives it; undefined: everything. */
  declare features: readonly string[] | undefined;
  /** The feature that the element does not work without. */
  protected abstract readonly feature: Feature;

  /** Whether a feature is deployed, as far as is known. */
  protected has(feature: string): boolean {
    return this.features?.includes(feature) ?? true;
  }

  protected override shouldUpdate(): boolean {
    const isDeployed = this.has(this.feature);
    const wasDeployed = !this.hasAttribute('not-deployed');
    this.toggleAttribute('not-deployed', !isDeployed);
    if (wasDeployed && !isDeployed) {
      const event = { detail: { feature: this.feature }, bubbles: true, composed: true };
      this.dispatchEvent(new CustomEvent('streak-not-deployed', event));
    }
    return isDeployed;
  }
}
