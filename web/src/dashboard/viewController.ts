import type { LitElement, ReactiveController } from 'lit';
import { focusHeading } from '../elements/index';
import { type DeepLink, deepLinkIn, placeOf, withoutDeepLink } from './deepLink';
import { type View, viewOf } from './views';

/** Which part of the page is shown, as its address says; at first, what a message has led to. */
export class ViewController implements ReactiveController {
  view: View = viewOf(location);
  /** What a message has led the user to, once they are there. */
  deepLink: DeepLink | undefined;
  private wanted = deepLinkIn(location);

  constructor(private readonly host: LitElement) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('popstate', this.follow);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.follow);
  }

  /** Goes to a part of the page, and resolves once it is there. */
  async show(view: View): Promise<void> {
    history.pushState(null, '', `#${view}`);
    this.follow();
    await this.host.updateComplete;
  }

  /** Goes to a thing, as a message about it would. */
  open(link: DeepLink): Promise<void> {
    this.wanted = link;
    this.host.requestUpdate();
    return this.reach();
  }

  /** Goes to what a message is about, the first time that the page can show it. */
  async reach(): Promise<void> {
    const { wanted } = this;
    if (!wanted) return;
    const { view, element } = placeOf(wanted);
    this.wanted = undefined;
    this.deepLink = wanted;
    this.view = view;
    history.replaceState(null, '', withoutDeepLink(location.href, view));
    await this.host.updateComplete;
    const found = this.host.renderRoot.querySelector<LitElement>(element);
    await found?.updateComplete;
    const heading = found?.renderRoot.querySelector<HTMLElement>('h2');
    if (!found || !heading || wanted.open === 'challenge') return; // which goes to the one that is meant
    focusHeading(heading);
    if (wanted.open !== 'day') found.scrollIntoView({ block: 'start' });
  }

  private readonly follow = (): void => {
    this.view = viewOf(location);
    this.host.requestUpdate();
  };
}
