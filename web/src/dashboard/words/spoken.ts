import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { dashboardWords } from './say';

/** Renders a part of the dashboard anew when the page speaks another language, or has other words. */
export class Spoken implements ReactiveController {
  private unlisten: (() => void) | undefined;
  private readonly render = () => {
    this.host.requestUpdate();
  };
  private readonly observer = new MutationObserver(this.render);

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.render(); // the page may have changed its language meanwhile
    this.unlisten = dashboardWords.listen(this.render);
    this.observer.observe(document.documentElement, { attributeFilter: ['lang'] });
  }

  hostDisconnected(): void {
    this.observer.disconnect();
    this.unlisten?.();
  }
}
