/* Draws the chosen cards, each in every chosen way. The choice is in the address, so that a reload keeps it. */
(() => {
  const { AdaptiveCard, HostConfig, SerializationContext } = window.AdaptiveCards;
  const { cards, problem } = window.CARDS;
  const WAYS = {
    texts: ['sample', 'longest'],
    language: ['en', 'fr'],
    theme: Object.keys(window.TEAMS_COLOURS),
    width: ['phone', 'wide', 'full'],
    client: ['current', 'older'],
  };
  const AT_FIRST = { texts: ['sample'], client: ['current'] };
  const EVERY = 'every card';

  const form = document.querySelector('#choice');
  const pressed = document.querySelector('#pressed');
  const main = document.querySelector('main');

  // Teams knows emphasis, lists and links, and neither HTML nor anything larger.
  const markdown = window
    .markdownit({ html: false, linkify: false, breaks: true })
    .disable(['heading', 'lheading', 'table', 'blockquote', 'code', 'fence', 'hr', 'image', 'backticks']);
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function chosen() {
    const given = new URLSearchParams(location.hash.slice(1));
    const names = [...new Set(cards.map(({ name }) => name))];
    const ways = Object.fromEntries(
      Object.entries(WAYS).map(([way, all]) => {
        const some =
          given
            .get(way)
            ?.split(',')
            .filter((each) => all.includes(each)) ?? [];
        return [way, some.length > 0 ? some : (AT_FIRST[way] ?? all)];
      }),
    );
    const card = given.get('card') ?? '';
    return { card: names.includes(card) || card === EVERY ? card : names[0], names, ...ways };
  }

  function showChoice({ card, names, ...ways }) {
    form.card.replaceChildren(
      ...[...names, EVERY].map((name) => element('option', { selected: name === card }, name)),
    );
    for (const [way, all] of Object.entries(WAYS)) {
      const box = form.querySelector(`[data-name=${way}]`);
      const labels = all.map((value) =>
        element(
          'label',
          {},
          element('input', { type: 'checkbox', name: way, value, checked: ways[way].includes(value) }),
          ` ${value}`,
        ),
      );
      box.replaceChildren(box.querySelector('legend'), ...labels);
    }
  }

  function choose() {
    const picked = new FormData(form);
    const ways = Object.keys(WAYS).map((way) => [way, picked.getAll(way).join(',')]);
    location.hash = new URLSearchParams([['card', picked.get('card')], ...ways]).toString();
  }

  /**
   * Teams shows the names of what is chosen where one types or chooses several, in one line. This renderer shows values, and
   * a box for each of several.
   */
  function withNamesChosen(node) {
    if (Array.isArray(node)) return node.map(withNamesChosen);
    if (typeof node !== 'object' || node === null) return node;
    const inner = Object.fromEntries(
      Object.entries(node).map(([property, value]) => [property, withNamesChosen(value)]),
    );
    if (node.type !== 'Input.ChoiceSet') return inner;
    const isOfSeveral = node.isMultiSelect && node.style !== 'expanded';
    if (!isOfSeveral && node.style !== 'filtered') return inner;
    const values = String(node.value ?? '').split(isOfSeveral ? ',' : undefined);
    const names = (node.choices ?? [])
      .filter(({ value }) => values.includes(value))
      .map(({ title }) => title);
    if (isOfSeveral) return oneLine(inner, names.join(', '));
    return names.length === 0 ? inner : { ...inner, value: names[0] };
  }

  /** An input of one line that looks like a choice which is closed. */
  const oneLine = ({ id, label, isRequired, errorMessage, spacing }, value) =>
    Object.fromEntries(
      Object.entries({ type: 'Input.Text', id, label, isRequired, errorMessage, spacing, value }).filter(
        ([, given]) => given !== undefined,
      ),
    );

  /** A card as one client of Teams shows it. What the renderer has against it stands in place of it. */
  function draw({ card: json, language, error }, theme) {
    if (error) return element('p', { className: 'error' }, error);
    const card = new AdaptiveCard();
    card.hostConfig = new HostConfig(window.HOST_CONFIGS[theme]);
    card.onExecuteAction = (action) => {
      pressed.textContent = `Pressed: ${JSON.stringify({ title: action.title, ...action.toJSON() })}`;
    };
    const context = new SerializationContext();
    const { lang: _lang, ...rest } = json;
    card.parse(withNamesChosen(rest), context);
    const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
    // An older client says so too, and shows the fallback.
    const problems = events.filter((message) => !/Fallback will be used/.test(message));
    const drawn = problems.length === 0 ? card.render() : undefined;
    if (!drawn) return element('p', { className: 'error' }, problems.join('; ') || 'It cannot be drawn');
    drawn.lang = language;
    return drawn;
  }

  const asksForFullWidth = ({ card }) => card?.msteams?.width === 'Full';

  function frame(sample, theme, width, client) {
    window.knowCharts(client === 'current');
    const host = element(
      'div',
      { className: `host ${theme.replace(' ', '-')} ${width}` },
      draw(sample, theme),
    );
    const made = element(
      'figure',
      {},
      element('figcaption', {}, [sample.language, theme, width, client].join(' · ')),
      host,
    );
    Object.assign(made.dataset, { language: sample.language, theme, width, client, title: sample.title });
    return made;
  }

  function drawAll() {
    const choice = chosen();
    showChoice(choice);
    const shown = cards.filter(({ name }) => choice.card === EVERY || name === choice.card);
    const sections = new Map();
    for (const sample of shown) {
      if (!choice.texts.includes(sample.texts) || !choice.language.includes(sample.language)) continue;
      const title = `${sample.name}: ${sample.title}${sample.texts === 'longest' ? ', longest texts' : ''}`;
      if (!sections.has(title))
        sections.set(
          title,
          element('section', {}, element('h2', {}, title), element('div', { className: 'row' })),
        );
      for (const width of choice.width.filter((each) => each !== 'full' || asksForFullWidth(sample))) {
        for (const theme of choice.theme) {
          for (const client of choice.client) {
            sections.get(title).lastChild.append(frame(sample, theme, width, client));
          }
        }
      }
    }
    main.replaceChildren(...sections.values());
    if (problem) main.prepend(element('p', { className: 'error' }, problem));
    document.documentElement.dataset.drawn = location.hash.slice(1);
  }

  form.addEventListener('change', choose);
  form.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('hashchange', drawAll);
  drawAll();
})();
