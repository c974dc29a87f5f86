/* How Teams draws cards: Microsoft's published sizes, distances and colours. */
(() => {
  const { TEAMS_COLOURS, TEAMS_SIZES } = window;

  const pair = ([plain, subtle]) => ({
    default: plain,
    subtle,
    highlightColors: { default: '#ffff0022', subtle: '#ffff0022' },
  });

  const foregroundColors = (texts) => ({
    // No card asks for these two; the renderer does.
    dark: pair(['#252424', '#252424']),
    light: pair(['#ffffff', '#ffffff']),
    ...Object.fromEntries(Object.entries(texts).map(([name, colours]) => [name, pair(colours)])),
  });

  function configOf(theme) {
    const lineColor = theme === 'high contrast' ? '#ffffff' : '#eeeeee';
    const label = { color: 'default', isSubtle: false, size: 'default', weight: 'bolder' };
    return {
      hostCapabilities: { capabilities: null },
      supportsInteractivity: true,
      fontFamily: '"Segoe UI", "DejaVu Sans Condensed", system-ui, sans-serif',
      fontSizes: TEAMS_SIZES,
      fontWeights: { lighter: 200, default: 400, bolder: 600 },
      spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
      separator: { lineThickness: 1, lineColor },
      containerStyles: Object.fromEntries(
        Object.entries(TEAMS_COLOURS[theme]).map(([style, { ground, texts }]) => [
          style,
          { backgroundColor: ground, borderColor: lineColor, foregroundColors: foregroundColors(texts) },
        ]),
      ),
      actions: {
        maxActions: 6,
        spacing: 'default',
        buttonSpacing: 8,
        actionsOrientation: 'horizontal',
        actionAlignment: 'left',
        showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
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

  window.HOST_CONFIGS = Object.fromEntries(
    Object.keys(TEAMS_COLOURS).map((theme) => [theme, configOf(theme)]),
  );
})();
