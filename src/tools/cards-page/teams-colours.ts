/** The colours that a host gives to texts, by colour name: plain and subtle, as `#rrggbb` or `#aarrggbb`. */
type Foregrounds = Record<string, readonly [string, string]>;

/** How a host colours cards: each container style's ground and the texts on it. */
export type HostColours = Record<string, { ground: string; texts: Foregrounds }>;

const SIGNS_LIGHT: Foregrounds = {
  accent: ['#6264a7', '#8b8cc7'],
  good: ['#92c353', '#e592c353'],
  warning: ['#f8d22a', '#e5f8d22a'],
  attention: ['#c4314b', '#e5c4314b'],
};
const ON_LIGHT: Foregrounds = { default: ['#252424', '#bf252424'], ...SIGNS_LIGHT };

const SIGNS_DARK: Foregrounds = {
  accent: ['#a6a7dc', '#8b8cc7'],
  good: ['#92c353', '#e592c353'],
  warning: ['#f8d22a', '#e5f8d22a'],
  attention: ['#d74654', '#e5d74654'],
};
const ON_DARK: Foregrounds = { default: ['#ffffff', '#bfffffff'], ...SIGNS_DARK };
/** Containers with a style keep a light ground in the dark theme, and dark texts on it. */
const ON_STYLED: Foregrounds = { default: ['#201f1f', '#2d2c2c'], ...SIGNS_DARK };

const STYLED_GROUNDS = { accent: '#c7def9', good: '#ccffcc', attention: '#ffc5b2', warning: '#ffe2b2' };
const styled = (texts: Foregrounds): HostColours =>
  Object.fromEntries(Object.entries(STYLED_GROUNDS).map(([style, ground]) => [style, { ground, texts }]));

const CONTRAST: Foregrounds = {
  default: ['#ffffff', '#ffffff'],
  accent: ['#ffff00', '#ffff00'],
  good: ['#ffffff', '#ffffff'],
  warning: ['#ffffff', '#ffffff'],
  attention: ['#ffffff', '#ffffff'],
};

/**
 * Light and dark: the values of Microsoft's published host configurations for Teams, `microsoft-teams-light.json` and
 * `microsoft-teams-dark.json`. Microsoft publishes none for high contrast. Its theme of that name writes white on black, and
 * what can be pressed in yellow; no container has a ground of its own.
 */
export const TEAMS_COLOURS: Record<'light' | 'dark' | 'high contrast', HostColours> = {
  light: {
    default: { ground: '#ffffff', texts: ON_LIGHT },
    emphasis: { ground: '#f9f8f7', texts: ON_LIGHT },
    ...styled(ON_LIGHT),
  },
  dark: {
    default: { ground: '#2d2c2c', texts: ON_DARK },
    emphasis: { ground: '#292828', texts: ON_DARK },
    ...styled(ON_STYLED),
  },
  'high contrast': Object.fromEntries(
    ['default', 'emphasis', 'accent', 'good', 'attention', 'warning'].map((style) => [
      style,
      { ground: '#000000', texts: CONTRAST },
    ]),
  ),
};

/** How many pixels high Teams writes each size. */
export const TEAMS_SIZES: Record<string, number> = {
  small: 12,
  default: 14,
  medium: 14,
  large: 18,
  extraLarge: 24,
};
