/* The Teams charts our cards use, drawn plainly: enough to see what they say and how much room they take. */
(() => {
  const { CardElement, GlobalRegistry } = window.AdaptiveCards;
  const COLOURS = {
    good: '#13a10e',
    warning: '#eaa300',
    attention: '#d13438',
    neutral: '#8a8886',
    categoricalBlue: '#637cef',
    categoricalGreen: '#689920',
    categoricalPurple: '#9373c0',
    categoricalTeal: '#2aa0a4',
    categoricalMarigold: '#e3a214',
  };
  const SPARE = ['#637cef', '#e3008c', '#2aa0a4', '#9373c0', '#13a10e', '#ca5010'];
  const KINDS = [
    'Chart.Donut',
    'Chart.Pie',
    'Chart.Gauge',
    'Chart.VerticalBar',
    'Chart.VerticalBar.Grouped',
    'Chart.HorizontalBar',
    'Chart.HorizontalBar.Stacked',
    'Chart.Line',
  ];
  const isRound = (kind) => kind === 'Chart.Donut' || kind === 'Chart.Pie';

  const node = (name, attributes = {}, ...children) => {
    const isSvg = ['svg', 'circle'].includes(name);
    const element = isSvg
      ? document.createElementNS('http://www.w3.org/2000/svg', name)
      : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  /** One figure after the other, whatever the shape the chart gives them in. */
  function figuresOf({ data = [] }) {
    return data.flatMap((each) => {
      const values = Array.isArray(each.values) ? each.values : Array.isArray(each.data) ? each.data : [each];
      return values.map((value) => ({
        legend: [each.legend ?? each.title, value === each ? undefined : (value.x ?? value.legend)]
          .filter((part) => part !== undefined)
          .join(' · '),
        value: Number(value.y ?? value.value ?? 0),
        color: value.color ?? each.color,
      }));
    });
  }

  function draw(json) {
    const figures = figuresOf(json).map((figure, at) => ({
      ...figure,
      fill: COLOURS[figure.color] ?? SPARE[at % SPARE.length],
    }));
    const total = figures.reduce((sum, { value }) => sum + value, 0) || 1;
    const most = Math.max(1, ...figures.map(({ value }) => value));
    const chart = node('div', { class: 'chart', role: 'img', 'aria-label': json.title ?? json.type });
    if (json.title) chart.append(node('div', { class: 'chart-title' }, json.title));
    if (isRound(json.type)) {
      const ring = node('svg', { viewBox: '0 0 42 42', width: 246, height: 246 });
      let from = 25;
      for (const { value, fill } of figures) {
        const share = (value / total) * 100;
        ring.append(
          node('circle', {
            ...{ cx: 21, cy: 21, r: 15.915, fill: 'none', stroke: fill },
            ...{
              'stroke-width': 6,
              'stroke-dasharray': `${share} ${100 - share}`,
              'stroke-dashoffset': from,
            },
          }),
        );
        from -= share;
      }
      chart.append(ring);
    }
    if (json.type === 'Chart.HorizontalBar.Stacked') {
      const titles = node(
        'div',
        { class: 'chart-ends' },
        node('span', {}, json.data[0]?.title ?? ''),
        String(total),
      );
      const parts = figures.map(({ value, fill, legend }) =>
        node('span', { title: legend, style: `flex:${value};background:${fill}` }),
      );
      chart.append(titles, node('div', { class: 'chart-stack' }, ...parts));
      return chart;
    }
    for (const { legend, value, fill } of figures) {
      const width = isRound(json.type) ? 12 : Math.max(2, (value / most) * 120);
      const bar = node('span', { class: 'chart-bar', style: `width:${width}px;background:${fill}` });
      chart.append(node('div', { class: 'chart-row' }, bar, `${legend}: ${value}`));
    }
    return chart;
  }

  const classOf = (kind) =>
    class extends CardElement {
      getJsonTypeName() {
        return kind;
      }
      internalParse(source, context) {
        super.internalParse(source, context);
        this.json = source;
      }
      internalRender() {
        return draw(this.json);
      }
    };
  const classes = new Map(KINDS.map((kind) => [kind, classOf(kind)]));

  /** Whether cards are drawn as a client does that knows charts, or as one that shows what stands in for them. */
  window.knowCharts = (known) => {
    for (const [kind, type] of classes) {
      if (known) GlobalRegistry.elements.register(kind, type);
      else GlobalRegistry.elements.unregister(kind);
    }
  };
})();
