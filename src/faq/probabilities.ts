/** Scores as probabilities that add up to one; a temperature above one makes them less sure. */
export function softmax(scores: ArrayLike<number>, temperature: number): number[] {
  const values = Array.from(scores, (score) => score / temperature);
  const highest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
