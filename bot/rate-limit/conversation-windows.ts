/** What Teams lets one bot send to one conversation, edits included ("Rate limiting your bot"). */
const WINDOWS = [
  { ms: 1_000, messages: 7 },
  { ms: 2_000, messages: 8 },
  { ms: 30_000, messages: 60 },
  { ms: 3_600_000, messages: 1_800 },
] as const;
const LONGEST_MS = 3_600_000;
const MOST_KEPT = 1_800;

/** How much longer than Teams' windows ours are: a message takes a moment to arrive. */
const SPARE_MS = 50;

/** Teams' windows of every conversation, counted by what this process sends. */
export interface ConversationWindows {
  /**
   * Returns when one more message may go there; not after `now` when that is at once. `processes`: how many share the
   * windows.
   */
  freeAt(conversationId: string, now: number, processes: number): number;
  /** Counts a message as sent that is about to go there, until `sent` or `dropped` says what became of it. */
  reserve(conversationId: string): void;
  sent(conversationId: string, now: number, wasReserved: boolean): void;
  dropped(conversationId: string): void;
  /** Sends nothing there before an instant. Never shortens a rest. */
  rest(conversationId: string, until: number): void;
}

interface Kept {
  /** Instants, oldest first. */
  sent: number[];
  reserved: number;
  restsUntil: number;
}

export function createConversationWindows(): ConversationWindows {
  /** In the order of use, the one used longest ago first. */
  const kept = new Map<string, Kept>();

  const touched = (id: string): Kept => {
    const one = kept.get(id) ?? { sent: [], reserved: 0, restsUntil: -Infinity };
    kept.delete(id);
    kept.set(id, one);
    return one;
  };

  function forgetOld(now: number): void {
    for (const [id, { sent, reserved, restsUntil }] of kept) {
      const isOld = (sent.at(-1) ?? -Infinity) < now - LONGEST_MS - SPARE_MS;
      if (!isOld || reserved > 0 || restsUntil > now) return;
      kept.delete(id);
    }
  }

  return {
    freeAt(id, now, processes) {
      const one = kept.get(id);
      if (!one) return now;
      let free = Math.max(now, one.restsUntil);
      for (const { ms, messages } of WINDOWS) {
        const limit = Math.max(1, Math.floor(messages / processes));
        // The message that has to leave the window first. Reserved ones count as sent now.
        const place = one.sent.length + one.reserved - limit;
        if (place >= 0) free = Math.max(free, (one.sent[place] ?? now) + ms + SPARE_MS);
      }
      return free;
    },
    reserve(id) {
      touched(id).reserved += 1;
    },
    sent(id, now, wasReserved) {
      const one = touched(id);
      if (wasReserved) one.reserved -= 1;
      one.sent.push(now);
      if (one.sent.length > 2 * MOST_KEPT) one.sent = one.sent.slice(-MOST_KEPT);
      forgetOld(now);
    },
    dropped(id) {
      const one = kept.get(id);
      if (one) one.reserved -= 1;
    },
    rest(id, until) {
      const one = touched(id);
      one.restsUntil = Math.max(one.restsUntil, until);
    },
  };
}
