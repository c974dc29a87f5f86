import { z } from 'zod';
import { languageOfLocale } from '../../../src/domain/language.ts';
import type { Posted } from '../../../src/use-cases/ports/messenger.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import { importResultFile } from '../../files/import-result.ts';
import { templateFile } from '../../files/template.ts';
import { unconfirmedFile } from '../../files/unconfirmed.ts';
import type { TextFile } from '../../files/text-file.ts';
import { filterOf, listViewIn } from '../../cards/customers/list-view.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import { customersBehind } from '../customers/customers-here.ts';
import { FILES_RIGHTS, mayDo } from '../permission.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';
import { card, nothing, type Answer } from '../../turn/answer.ts';

const OFFER_LIFE_MS = 24 * 60 * 60_000;

/** Offers the list of unconfirmed customers as a file. */
export const exportUnconfirmed = (needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> =>
  offer(needs, turn, async () => {
    const view = listViewIn(data, turn.person.id);
    const { customers } = await customersBehind(needs, turn, view);
    return unconfirmedFile(needs, turn.language, { ...customers, ...filterOf(view, needs.clock.now()) });
  });

/** Says how to hand a file over, and offers one that is ready to fill in. */
export const explainImport = async ({ cards }: BotNeeds, { language, conversation }: Turn): Promise<Answer> =>
  card(
    remarkCard(cards, language, {
      remark: conversation.kind === 'personal' ? 'import-how' : 'import-elsewhere',
    }),
  );

/** Offers a file to fill in, with the unconfirmed customers in it. */
export const offerTemplate = (needs: BotNeeds, turn: Turn): Promise<Answer> =>
  offer(needs, turn, () => templateFile(needs, turn.language));

/** Offers a file that says what became of each row of an import. */
export const offerResult = (needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> =>
  offer(needs, turn, async () => {
    const found = await needs.database.imports.find(textIn(data, 'importId') ?? '');
    const isOwn = found?.owner.id === turn.person.id && found.conversationId === turn.conversation.id;
    const messageLanguage = languageOfLocale(textIn(data, 'messageLanguage') ?? '');
    return isOwn ? importResultFile(needs, turn.language, found, messageLanguage) : undefined;
  });

/** Offers a file the way a person can take it: in Teams among their own files, beside the Playground by a link. */
async function offer(
  needs: BotNeeds,
  turn: Turn,
  make: () => Promise<TextFile | undefined>,
): Promise<Answer> {
  const { cards, besidePlayground } = needs;
  const { language, conversation } = turn;
  if (conversation.kind !== 'personal')
    return card(remarkCard(cards, language, { remark: 'file-elsewhere' }));
  const file = await make();
  if (!file) return card(remarkCard(cards, language, { remark: 'import-gone' }));
  const posted = besidePlayground
    ? await postLink(needs, turn, { name: file.name, url: await besidePlayground.linkedFiles.keep(file) })
    : await postOffer(needs, turn, file);
  return posted.kind === 'posted' || posted.kind === 'unknown'
    ? { kind: 'toast', text: cards.say(language, 'file-offer.toast') }
    : card(remarkCard(cards, language, { remark: 'file-failed' }));
}

const postLink = (
  { messenger }: BotNeeds,
  { conversation, language }: Turn,
  file: { name: string; url: string },
): Promise<Posted> => messenger.post(conversation, { kind: 'file-linked', language, file });

async function postOffer(
  { database, clock, ids, messenger }: BotNeeds,
  { conversation, language, person }: Turn,
  file: TextFile,
): Promise<Posted> {
  const id = ids.next();
  const content = Buffer.from(file.text);
  await database.fileOffers.offer({
    id,
    name: file.name,
    content,
    ownerId: person.id,
    conversationId: conversation.id,
    expiresAt: new Date(clock.now().getTime() + OFFER_LIFE_MS),
  });
  const about = { id, name: file.name, size: content.length };
  const posted = await messenger.post(conversation, { kind: 'file-offer', language, offer: about });
  if (posted.kind === 'posted') await database.fileOffers.place(id, posted.activityId);
  return posted;
}

const consentSchema = z.object({
  action: z.enum(['accept', 'decline']),
  context: z.object({ offerId: z.string() }),
  uploadInfo: z
    .object({
      name: z.string(),
      uploadUrl: z.string(),
      contentUrl: z.string(),
      uniqueId: z.string(),
      fileType: z.string(),
    })
    .optional()
    .catch(undefined),
});

/**
 * Takes the answer to an offer. It counts once, from the person the offer was made to, in the conversation it was made in.
 * Teams repeats an invoke that takes long: a used offer is ignored.
 */
export async function answerConsent(needs: BotNeeds, turn: Turn): Promise<Answer> {
  const consent = consentSchema.safeParse(turn.activity.value).data;
  if (!consent) return nothing;
  const { conversation, person, activity } = turn;
  const claimed = await needs.database.fileOffers.claim(consent.context.offerId, {
    ownerId: person.id,
    conversationId: conversation.id,
    at: needs.clock.now(),
  });
  if (!claimed) return nothing;
  const offerActivityId = claimed.activityId ?? activity.replyToId;
  // A person who lost the right meanwhile reads that the offer is over: asking for the file anew says why.
  const mayHave =
    consent.action === 'decline' || (await mayDo(needs, turn, FILES_RIGHTS[needs.confirmationRoute]));
  const how = claimed.content && mayHave ? await fulfil(needs, turn, consent, claimed.content) : 'gone';
  if (offerActivityId) {
    const notice = { kind: 'file-closed', language: turn.language, how, name: claimed.name } as const;
    await needs.messenger.edit(conversation, offerActivityId, notice);
  }
  return nothing;
}

async function fulfil(
  { files, messenger }: BotNeeds,
  { conversation, language }: Turn,
  { action, uploadInfo: info }: z.infer<typeof consentSchema>,
  content: Buffer,
): Promise<'sent' | 'declined' | 'failed'> {
  if (action === 'decline') return 'declined';
  if (!info) return 'failed';
  const uploaded = await files.upload(info.uploadUrl, content);
  if (uploaded.kind !== 'uploaded') return 'failed';
  if (files.isAllowed(info.contentUrl)) {
    await messenger.post(conversation, { kind: 'file-sent', language, file: info });
  }
  return 'sent';
}
