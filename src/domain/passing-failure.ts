/** The shape that errors of the driver, of the system and of this project share. */
interface Coded {
  code?: unknown;
  cause?: unknown;
  message?: unknown;
}

/**
 * Codes of PostgreSQL and the system for a database that starts, stops, is overrun or fails over, and for network
 * trouble.
 */
const PASSES =
  /^(08...|57P..|57014|53300|25P03|25006|40001|40P01|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|database-unavailable|outcome-unknown|record-held)$/;
/** Codes of faults that only an administrator can mend: the password, the database's name, the host, the certificate. */
const STAYS = /^(28...|3D000|ENOTFOUND|.*CERT.*|UNABLE_TO_VERIFY.*)$/;
/** Messages of the driver that come without a code. */
const PASSES_IN_WORDS = /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout)/;

/** How many causes of an error are looked at, for an error may be its own cause. */
const DEPTH = 6;

/** Returns the code of a failure that may pass, for the log; undefined where waiting is of no use. */
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
