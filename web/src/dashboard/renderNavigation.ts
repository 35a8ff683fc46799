import { type TemplateResult, html, nothing } from 'lit';
import { icons } from '../elements/index';
import type { Page } from './page';
import { isOn, panels } from './panels';
import { type View, viewNames } from './views';
import { say } from './words/say';

const viewIcons: Readonly<Record<View, TemplateResult>> = {
  today: icons.flame,
  calendar: icons.month,
  together: icons.people,
  me: icons.person,
};

/** The ways to the parts of the page that have something to show. Their place is kept until that is known. */
export function renderNavigation(page: Page | undefined, shown: View): TemplateResult {
  if (!page) return html`<nav class="none" aria-hidden="true"><a>&nbsp;</a></nav>`;
  const offered = viewNames.filter((name) =>
    panels.some((panel) => panel.view === name && isOn(panel, page)),
  );
  return html`<nav aria-label=${say('page.parts')}>
    ${offered.map(
      (name) =>
        html`<a href="#${name}" aria-current=${name === shown ? 'page' : nothing}>
          ${viewIcons[name]} ${say(`view.${name}`)}
        </a>`,
    )}
  </nav>`;
}
