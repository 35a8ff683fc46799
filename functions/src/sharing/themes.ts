import type { ThemeName } from './card';

/** Colours of a card. */
export interface Theme {
  readonly background: readonly [from: string, to: string];
  readonly text: string;
  readonly quiet: string;
  readonly accent: string;
  readonly empty: string;
}

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    background: ['#ffffff', '#fff1e6'],
    text: '#1f1a17',
    quiet: '#6b5d54',
    accent: '#d9480f',
    empty: '#eaded5',
  },
  dark: {
    background: ['#17181c', '#26211d'],
    text: '#f6f3f0',
    quiet: '#b8aca3',
    accent: '#ff922b',
    empty: '#3a3633',
  },
  ember: {
    background: ['#c92a2a', '#e8590c'],
    text: '#ffffff',
    quiet: '#ffe8cc',
    accent: '#ffe066',
    empty: '#00000033',
  },
};
