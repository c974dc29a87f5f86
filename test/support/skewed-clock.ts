/** What lets a process of Node see another time of day: for `NODE_OPTIONS`. Its monotonic clock stays as it is. */
export function skewedClock(ms: number): string {
  const skew = `
    const Real = Date;
    globalThis.Date = class Date extends Real {
      constructor(...parts) { parts.length === 0 ? super(Real.now() + ${ms}) : super(...parts); }
      static now() { return Real.now() + ${ms}; }
    };`;
  return `--import data:text/javascript,${encodeURIComponent(skew)}`;
}
