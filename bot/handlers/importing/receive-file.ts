import { z } from 'zod';
import type { FILE_PROBLEMS } from '../../../src/domain/importing/import-file.ts';
import { receiveImport } from '../../../src/use-cases/importing/receive-import.ts';
import { conversationIdOf, countryOf, type IncomingActivity } from '../../teams/activity.ts';
import { importRefusedCard } from '../../cards/importing/import-refused.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import { pastedList } from '../../files/pasted-list.ts';
import { pastedProblem, pastedRows } from '../../files/pasted-rows.ts';
import { listedCustomers } from './listed-customers.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, nothing, type Answer } from '../../turn/answer.ts';
import { FILES_RIGHTS, refusalTo } from '../permission.ts';

const DOWNLOAD_INFO = 'application/vnd.microsoft.teams.file.download.info';

const fileSchema = z.object({
  name: z.string().catch(''),
  content: z.object({ downloadUrl: z.string() }),
});
type SentFile = z.infer<typeof fileSchema>;

/**
 * Takes a file of acceptances or a list of customers to ask, also as rows pasted into the chat. A job checks it, and the
 * card that says so becomes the preview. Undefined when the message has neither.
 */
export async function receiveFile(needs: BotNeeds, turn: Turn): Promise<Answer | undefined> {
  const { activity, conversation, language } = turn;
  const files = filesIn(activity);
  const pasted = files.length === 0 ? await pastedIn(needs, turn) : undefined;
  const problem = files.length === 0 && !pasted ? pastedProblem(activity) : undefined;
  if (conversation.kind !== 'personal') {
    // Rows hold contact details, and others read along.
    const isForUs = files.length > 0 || pasted !== undefined || problem !== undefined || hasFile(activity);
    return isForUs ? card(remarkCard(needs.cards, language, { remark: 'import-elsewhere' })) : undefined;
  }
  const [file, ...others] = files;
  if (!file && !pasted && !problem) {
    return hasFile(activity)
      ? card(remarkCard(needs.cards, language, { remark: 'file-not-handed' }))
      : undefined;
  }
  const refused = await refusalTo(needs, turn, FILES_RIGHTS[needs.confirmationRoute]);
  if (refused) return refused;
  const no = (kind: (typeof FILE_PROBLEMS)[number]) =>
    card(importRefusedCard(needs.cards, language, { problem: { kind } }));
  if (others.length > 0) return no('several-files');
  if (problem) return card(importRefusedCard(needs.cards, language, { problem }));
  if (!file) return keep(needs, turn, { bytes: pasted!, name: '' });
  const downloaded = await needs.files.download(file.content.downloadUrl);
  if (downloaded.kind !== 'downloaded') return no(downloaded.kind);
  return keep(needs, turn, { bytes: downloaded.bytes, name: file.name });
}

/** Returns the rows or the list that a message holds, by what the route takes; undefined for a message like any other. */
async function pastedIn(needs: BotNeeds, { activity, conversation }: Turn): Promise<Buffer | undefined> {
  if (needs.confirmationRoute === 'classic') return pastedRows(activity);
  const list = pastedList(activity);
  // In a team or group, a few names on lines of their own are meant for people.
  return list ?? (conversation.kind === 'personal' ? listedCustomers(needs, activity) : undefined);
}

/** Whether a message holds rows or a file, even one that the bot was not handed. */
export function bringsRows(activity: IncomingActivity): boolean {
  return (
    filesIn(activity).length > 0 ||
    hasFile(activity) ||
    pastedRows(activity) !== undefined ||
    pastedList(activity) !== undefined ||
    pastedProblem(activity) !== undefined
  );
}

async function keep(
  needs: BotNeeds,
  turn: Turn,
  { bytes, name }: { bytes: Buffer; name: string },
): Promise<Answer> {
  const { activity, language, timeZone, person, conversation } = turn;
  const received = await receiveImport(needs, {
    purpose: needs.confirmationRoute === 'direct' ? 'asks' : 'acceptances',
    arrivalId: `${conversationIdOf(activity)} ${activity.id ?? needs.ids.next()}`,
    fileName: name,
    file: bytes,
    owner: person,
    conversationId: conversation.id,
    language,
    timeZone,
    country: countryOf(activity),
  });
  if (!received) return nothing;
  return card(remarkCard(needs.cards, language, { remark: 'import-checking' }), {
    // Without the card's id the check begins a little later, and the preview comes as a message of its own.
    sent: (activityId) =>
      received
        .placed(activityId)
        .catch((error: unknown) => needs.log.warn({ err: error }, 'The card of a file was not noted')),
  });
}

function filesIn(activity: IncomingActivity): SentFile[] {
  return activity.attachments
    .filter(({ contentType }) => contentType === DOWNLOAD_INFO)
    .flatMap((attachment) => fileSchema.safeParse(attachment).data ?? []);
}

/** The attachments of a text that are no files: its HTML, pictures in it, cards, forwarded messages. */
const NO_FILE =
  /^(text\/html$|image\/|audio\/|video\/|messageReference$|meetingReference$|application\/vnd\.microsoft\.(teams\.)?card\.)/;

/**
 * Whether a message has a file that the bot was not handed, as in teams and groups, or where it was pasted. Such a file
 * comes by name or as a link that only people may follow, or only the text has a mark of it. A card or a message put into
 * it leaves the same mark, but is attached.
 */
function hasFile({ attachments }: IncomingActivity): boolean {
  const marks = attachments.reduce(
    (sum, { contentType, content }) =>
      contentType === 'text/html' && typeof content === 'string'
        ? sum + content.split('<attachment ').length - 1
        : sum,
    0,
  );
  const types = attachments.map(({ contentType }) => String(contentType));
  const others = types.filter((type) => !/^(text\/html$|image\/|audio\/|video\/)/.test(type));
  return marks > others.length || types.some((type) => type !== 'undefined' && !NO_FILE.test(type));
}
