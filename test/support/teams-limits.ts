import type { ConnectorCall } from './connector-call.ts';

/** Teams' published limits, as it enforces them: in any window, and by when a call arrives. */
export interface TeamsLimits {
  /** Calls of one app in any second, whatever they are about. */
  perSecond: number;
}

/** Who went over which limit, and how busy it was. */
export interface LimitReport {
  refusedForApp: number;
  refusedForConversation: number;
  /** Most calls in any second. */
  busiestSecond: number;
}

const MESSAGES = [
  { ms: 1_000, calls: 7 },
  { ms: 2_000, calls: 8 },
  { ms: 30_000, calls: 60 },
  { ms: 3_600_000, calls: 1_800 },
];
const ROSTER = MESSAGES.map(({ ms, calls }) => ({ ms, calls: calls * 2 }));
const APP_MS = 1_000;

export interface LimitKeeper {
  /** Counts a call; seconds to wait when it was one too many. Refused calls do not count. */
  count(call: ConnectorCall): number | null;
  report(): LimitReport;
}

export function createLimitKeeper({ perSecond }: TeamsLimits): LimitKeeper {
  let app: number[] = [];
  const byConversation = new Map<string, number[]>();
  const report: LimitReport = { refusedForApp: 0, refusedForConversation: 0, busiestSecond: 0 };

  return {
    count(call) {
      const now = performance.now();
      app = app.filter((at) => at > now - APP_MS);
      if (app.length >= perSecond) {
        report.refusedForApp += 1;
        return 1;
      }
      const isRoster = call.operation === 'member' || call.operation === 'members';
      const key = `${isRoster ? 'roster' : 'messages'} ${call.conversationId || JSON.stringify(call.activity.members)}`;
      const sent = byConversation.get(key) ?? [];
      const full = (isRoster ? ROSTER : MESSAGES).find(
        ({ ms, calls }) => (sent.at(-calls) ?? -Infinity) > now - ms,
      );
      if (full) {
        report.refusedForConversation += 1;
        return Math.ceil((sent.at(-full.calls)! + full.ms - now) / 1_000);
      }
      app.push(now);
      byConversation.set(key, [...sent, now]);
      report.busiestSecond = Math.max(report.busiestSecond, app.length);
      return null;
    },
    report: () => ({ ...report }),
  };
}
