/* How Teams draws cards, near enough to edit by: sizes, distances and the colours of its light and dark theme. */
(() => {
  const LIGHT = {
    text: ['#242424', '#616161'],
    accent: ['#4f52b2', '#4f52b2'],
    good: ['#0e700e', '#0e700e'],
    warning: ['#835c00', '#835c00'],
    attention: ['#b10e1c', '#b10e1c'],
    backgrounds: {
      default: '#ffffff',
      emphasis: '#f0f0f0',
      accent: '#e8ebfa',
      good: '#e7f2da',
      warning: '#fbf6d9',
      attention: '#fdf3f4',
    },
    line: '#d1d1d1',
  };
  const DARK = {
    text: ['#ffffff', '#c8c8c8'],
    accent: ['#b3b8ff', '#b3b8ff'],
    good: ['#92d36e', '#92d36e'],
    warning: ['#fad66a', '#fad66a'],
    attention: ['#ff9ba6', '#ff9ba6'],
    backgrounds: {
      default: '#292929',
      emphasis: '#1a1a1a',
      accent: '#33344a',
      good: '#1d3a1d',
      warning: '#463f1a',
      attention: '#4a2329',
    },
    line: '#525252',
  };

  const colour = ([plain, subtle]) => ({
    default: plain,
    subtle,
    highlightColors: { default: '#ffff0022', subtle: '#ffff0022' },
  });

  function configOf(theme) {
    const foregroundColors = {
      default: colour(theme.text),
      dark: colour(['#242424', '#242424']),
      light: colour(['#ffffff', '#ffffff']),
      accent: colour(theme.accent),
      good: colour(theme.good),
      warning: colour(theme.warning),
      attention: colour(theme.attention),
    };
    const label = { color: 'default', isSubtle: false, size: 'default', weight: 'bolder' };
    return {
      hostCapabilities: { capabilities: null },
      supportsInteractivity: true,
      fontFamily: '"Segoe UI", "DejaVu Sans Condensed", system-ui, sans-serif',
      fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
      fontWeights: { lighter: 400, default: 400, bolder: 600 },
      spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
      separator: { lineThickness: 1, lineColor: theme.line },
      containerStyles: Object.fromEntries(
        Object.entries(theme.backgrounds).map(([style, backgroundColor]) => [
          style,
          { backgroundColor, borderColor: theme.line, foregroundColors },
        ]),
      ),
      actions: {
        maxActions: 6,
        spacing: 'default',
        buttonSpacing: 8,
        actionsOrientation: 'horizontal',
        actionAlignment: 'left',
        showCard: { actionMode: 'inline', inlineTopMargin: 8, style: 'emphasis' },
      },
      adaptiveCard: { allowCustomStyle: false },
      imageSizes: { small: 32, medium: 52, large: 100 },
      imageSet: { imageSize: 'medium', maxImageHeight: 100 },
      factSet: {
        title: { ...label, wrap: true, maxWidth: 150 },
        value: { ...label, weight: 'default', wrap: true },
        spacing: 16,
      },
      inputs: {
        label: {
          inputSpacing: 'small',
          requiredInputs: { ...label, weight: 'default', suffix: ' *', suffixColor: 'attention' },
          optionalInputs: { ...label, weight: 'default' },
        },
        errorMessage: { size: 'small', color: 'attention', spacing: 'small', weight: 'default' },
      },
      textStyles: {
        heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false, fontType: 'default' },
        columnHeader: {
          size: 'default',
          weight: 'bolder',
          color: 'default',
          isSubtle: false,
          fontType: 'default',
        },
      },
      textBlock: { headingLevel: 2 },
    };
  }

  window.HOST_CONFIGS = { light: configOf(LIGHT), dark: configOf(DARK) };
})();
