/** Tells the benchmark where this process listens, and from then on, when asked, what processor time it has used (µs). */
export function reportCpu(url: string): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system });
  });
  process.send?.({ url });
}
