import { nothing, type PropertyDeclarations } from 'lit';
import { list } from './attributes';
import { BaseElement } from './baseElement';

/** A feature that an app may leave out, as docs/features.md names it. */
type Feature =
  'calendar' | 'challenges' | 'insights' | 'leaderboards' | 'notifications' | 'plans' | 'sharing';

/**
 * An element of a feature that the app may leave out. Where `features` are given and its own is not among
 * them, it is hidden, has the attribute `not-deployed`, and shows neither values nor problems.
 *
 * @fires streak-not-deployed - with `detail.feature`, when it turns out that the feature is not deployed
 */
export abstract class FeatureElement extends BaseElement {
  static override readonly properties: PropertyDeclarations = { features: { converter: list() } };

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

  /** A server asks for this and `render` alone. */
  protected override willUpdate(changed: Map<string, unknown>): void {
    super.willUpdate(changed);
    if (isOnServer()) this.toggleAttribute('not-deployed', !this.has(this.feature));
  }

  protected override render(): unknown {
    return isOnServer() && !this.has(this.feature) ? nothing : super.render();
  }
}

function isOnServer(): boolean {
  return typeof document === 'undefined';
}
