/** What errors of the driver, of the system and of ours have in common, by shape. */
interface Coded {
  code?: unknown;
  cause?: unknown;
  message?: unknown;
}

/** The database starts, stops, is overrun or fails over; a network hiccups. In PostgreSQL's words and the system's. */
const PASSES =
  /^(08...|57P..|57014|53300|25P03|25006|40001|40P01|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|database-unavailable|outcome-unknown|record-held)$/;
/** What only an administrator can set right: the password, the database's name, the host, the certificate. */
const STAYS = /^(28...|3D000|ENOTFOUND|.*CERT.*|UNABLE_TO_VERIFY.*)$/;
/** What the driver says in words alone. */
const PASSES_IN_WORDS = /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout)/;

/** The causes of an error that are looked at, for one may be its own. */
const DEPTH = 6;

/** The code of a failure that may be over in a moment, for the log; undefined where waiting is of no use. */
export function passingFailure(error: unknown): string | undefined {
  const chain: Coded[] = [];
  for (let next = error; next instanceof Object && chain.length < DEPTH; next = (next as Coded).cause)
    chain.push(next);
  const codes = chain.flatMap(({ code }) => (typeof code === 'string' ? [code] : []));
  if (codes.some((code) => STAYS.test(code))) return undefined;
  const passing = codes.filter((code) => PASSES.test(code)).at(-1);
  if (passing !== undefined) return passing;
  return chain.some(({ message }) => PASSES_IN_WORDS.test(String(message))) ? 'no answer' : undefined;
}
