import type { ReactiveController, ReactiveControllerHost } from 'lit';

const MINUTE_MS = 60_000;

/** Renders an element anew each minute, as long as it is on a page: what time is left is told in minutes. */
export class MinuteClock implements ReactiveController {
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.timer = setInterval(() => {
      this.host.requestUpdate();
    }, MINUTE_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
  }
}
