import type { LitElement, ReactiveController } from 'lit';

/**
 * Keeps the focus near where it was when what had it goes, as a button that has done its work: at the
 * heading of the nearest part that is still there. Without this it falls to the page's beginning.
 */
export class KeepFocus implements ReactiveController {
  private around: Element[] = [];

  constructor(private readonly host: LitElement) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.around = [];
    let element = this.host.shadowRoot?.activeElement ?? null;
    for (; element; element = element.parentElement) this.around.push(element);
  }

  hostUpdated(): void {
    const [had, ...around] = this.around;
    if (!had || document.activeElement !== document.body) return; // it is somewhere
    const root = this.host.renderRoot;
    const places = [...around.filter((element) => element.isConnected), root];
    for (const place of places) {
      const heading = place.querySelector<HTMLElement>('h2:not(.only-read), h3, main');
      if (heading) {
        focusHeading(heading);
        return;
      }
    }
  }
}

/** Puts the user at a heading, which nobody reaches by the Tab key. */
export function focusHeading(heading: HTMLElement): void {
  if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
  heading.focus({ preventScroll: heading.localName === 'main' }); // which is the whole page
}
