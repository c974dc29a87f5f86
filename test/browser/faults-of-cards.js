/* Runs in the page of cards. Says what is wrong with how they look, one line each: which card, and where. */
window.faultsOfCards = () => {
  const faults = [];
  for (const figure of document.querySelectorAll('figure')) {
    const { title, language, theme, width, client } = figure.dataset;
    const host = figure.querySelector('.host');
    const fault = (what) => faults.push(`${title} (${[language, theme, width, client].join(', ')}): ${what}`);

    const card = host.querySelector('.ac-adaptiveCard');
    if (!card || card.offsetHeight < 40) fault(`not drawn: ${host.innerText}`);
    if (host.scrollWidth > host.clientWidth) fault(`${host.scrollWidth - host.clientWidth} px too wide`);
    for (const input of host.querySelectorAll('input, select, textarea')) {
      if (!nameOf(input)) fault(`an input without a label: ${input.outerHTML.slice(0, 80)}`);
    }
    for (const element of host.querySelectorAll('*')) {
      const text = ownText(element);
      if (text === '' || element.offsetParent === null) continue;
      const ratio = contrastOf(element);
      if (!(ratio >= leastContrastOf(element)))
        fault(`contrast ${ratio.toFixed(1)} of “${text.slice(0, 40)}”`);
    }
  }
  return faults;

  /** Where one types to choose, the renderer names the box around the input. */
  function nameOf(input) {
    const labels = [...(input.labels ?? [])].map(({ innerText }) => innerText);
    const named = (input.closest('[aria-labelledby]')?.getAttribute('aria-labelledby') ?? '')
      .split(/\s+/)
      .map((id) => document.getElementById(id)?.innerText ?? '');
    return [input.getAttribute('aria-label') ?? '', ...labels, ...named].join(' ').trim();
  }

  /** What a person reads of an element itself; signs such as emoji have colours of their own. */
  function ownText(element) {
    const texts = [...element.childNodes].filter(({ nodeType }) => nodeType === 3);
    const text = element.value ?? texts.map(({ textContent }) => textContent).join('');
    return /[\p{L}\p{N}]/u.test(text) ? String(text).trim() : '';
  }

  function contrastOf(element) {
    const ground = groundOf(element);
    const [red, green, blue, opacity = 1] = colourOf(getComputedStyle(element).color);
    const seen = [red, green, blue].map((value, at) => value * opacity + ground[at] * (1 - opacity));
    const [dark, light] = [seen, ground].map(lightness).sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  /** WCAG 2 asks less of large texts: from 24 pixels on, or from 18.66 in bold. */
  function leastContrastOf(element) {
    const { fontSize, fontWeight } = getComputedStyle(element);
    return parseFloat(fontSize) >= (Number(fontWeight) >= 600 ? 18.66 : 24) ? 3 : 4.5;
  }

  function groundOf(element) {
    for (let at = element; at; at = at.parentElement) {
      const colour = colourOf(getComputedStyle(at).backgroundColor);
      if ((colour[3] ?? 1) === 1) return colour;
    }
    return [255, 255, 255];
  }

  function colourOf(css) {
    return (css.match(/[\d.]+/g) ?? []).map(Number);
  }

  function lightness([red, green, blue]) {
    const linear = (value) => (value <= 10.3 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }
};

/* Which buttons' captions find no room, one line each. */
window.clippedCaptions = () =>
  [...document.querySelectorAll('figure')].flatMap((figure) => {
    const { title, language, width } = figure.dataset;
    return [...figure.querySelectorAll('button, button *')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ innerText }) => `${title} (${language}, ${width}): ${innerText}`);
  });
