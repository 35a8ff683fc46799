import { type ReactiveController, type ReactiveControllerHost } from 'lit';
import { languageOf } from '../language';
import { type Say, elementWords } from './elementWords';

/** What an element speaks: the words of the nearest `lang`, rendered anew when it or its words change. */
export class Speech implements ReactiveController {
  private observer: MutationObserver | undefined;
  private unlisten: (() => void) | undefined;

  constructor(private readonly host: ReactiveControllerHost & Element) {
    host.addController(this);
  }

  get say(): Say {
    return elementWords.sayIn(languageOf(this.host));
  }

  hostConnected(): void {
    if (typeof document === 'undefined') return; // a server has no page
    const render = () => {
      this.host.requestUpdate();
    };
    render(); // it may have been spoken to in another language before, and taken off the page
    this.unlisten = elementWords.listen(render);
    this.observer = new MutationObserver(render);
    for (let root: Node | undefined = this.host.getRootNode(); root; root = hostRootOf(root)) {
      this.observer.observe(root, { attributeFilter: ['lang'], subtree: true });
    }
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
    this.unlisten?.();
  }
}

/** The tree that the host of a shadow tree is in. */
function hostRootOf(root: Node): Node | undefined {
  return root instanceof ShadowRoot ? root.host.getRootNode() : undefined;
}
