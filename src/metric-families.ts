import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** A metric's description, with the values each label may have; null where there is no list of them. */
export interface Described {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  labels: Record<string, readonly string[] | null>;
}

type Labels = Described['labels'];

/** Makes metrics that start at zero for every value of their labels, so that the first failure of a kind shows as a rise. */
export function createFamilies(registry: Registry) {
  const registers = [registry];
  const all: Described[] = [];
  const family = (type: Described['type'], name: string, help: string, labels: Labels) => {
    all.push({ name, type, labels });
    return { name, help, labelNames: Object.keys(labels), registers };
  };
  return {
    described: () => all,
    gauge: (name: string, help: string, labels: Labels = {}) =>
      new Gauge(family('gauge', name, help, labels)),
    counter: (name: string, help: string, labels: Labels = {}) => {
      const made = new Counter(family('counter', name, help, labels));
      for (const values of combinationsOf(labels)) made.inc(values, 0);
      return made;
    },
    histogram: (name: string, help: string, buckets: number[], labels: Labels) => {
      const made = new Histogram({ ...family('histogram', name, help, labels), buckets });
      for (const values of combinationsOf(labels)) made.zero(values);
      return made;
    },
  };
}

/** Every value of each label with every value of the others. */
function combinationsOf(labels: Labels): Record<string, string>[] {
  return Object.entries(labels).reduce<Record<string, string>[]>(
    (made, [label, values]) =>
      made.flatMap((each) => (values ?? []).map((value) => ({ ...each, [label]: value }))),
    [{}],
  );
}
