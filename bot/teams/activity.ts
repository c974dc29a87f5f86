import { z } from 'zod';
import { saidText } from './said-text.ts';

const text = z.string().catch('');
const optionalText = z.string().optional().catch(undefined);
const looseObject = z.record(z.string(), z.unknown()).catch({});

/** An activity as far as the bot looks at it. Wrong types in optional places count as absent. */
const activitySchema = z.object({
  type: z.string().min(1),
  id: optionalText,
  name: optionalText,
  text,
  textFormat: optionalText,
  value: z.unknown().optional(),
  action: optionalText,
  locale: optionalText,
  localTimezone: optionalText,
  channelId: text,
  serviceUrl: text,
  replyToId: optionalText,
  from: z.object({ id: text, aadObjectId: optionalText, name: optionalText }).catch({ id: '' }),
  recipient: z.object({ id: text, name: optionalText }).catch({ id: '' }),
  conversation: z.object({
    id: z.string().min(1),
    tenantId: optionalText,
    conversationType: optionalText,
    name: optionalText,
  }),
  membersAdded: z.array(z.object({ id: text })).catch([]),
  membersRemoved: z.array(z.object({ id: text })).catch([]),
  channelData: looseObject,
  entities: z.array(looseObject).catch([]),
  attachments: z.array(looseObject).catch([]),
});

export type IncomingActivity = z.infer<typeof activitySchema>;

/**
 * Reads an activity; undefined when what arrived is none (no type, no conversation). Its text is what the person typed,
 * wherever Teams put that. Never throws.
 */
export function readActivity(body: unknown): IncomingActivity | undefined {
  const { data } = activitySchema.safeParse(body);
  return data && { ...inPickedChannel(data), text: saidText(data) };
}

/**
 * Moves an event of a team's installation to the channel that the person picked: Teams may send it from the team's first
 * one. Drops its id, for an activity cannot be answered in another channel.
 */
function inPickedChannel<Event extends z.infer<typeof activitySchema>>(activity: Event): Event {
  const picked = pickedChannelOf(activity);
  if (picked === undefined || picked === conversationIdOf(activity)) return activity;
  return { ...activity, id: undefined, conversation: { ...activity.conversation, id: picked } };
}

/** The channel that was picked when the bot was installed in a team; undefined where none was. */
export function pickedChannelOf({ type, channelData }: IncomingActivity): string | undefined {
  if (type !== 'installationUpdate' && type !== 'conversationUpdate') return undefined;
  return idIn((channelData.settings as { selectedChannel?: unknown } | null | undefined)?.selectedChannel);
}

/** The team that an activity is about. Its id is also that of its first channel. */
export const teamIdOf = ({ channelData }: IncomingActivity): string | undefined => idIn(channelData.team);

/** The channel that an event is about, which need not be the one it comes from. */
export const channelIdOf = ({ channelData }: IncomingActivity): string | undefined =>
  idIn(channelData.channel);

/**
 * Whether an activity says that the bot was removed from where it comes from. A newer version of the app comes as
 * `remove-upgrade` and `add-upgrade`: it was not removed, and no one is to be greeted again.
 */
export function botLeft({ type, action, membersRemoved, recipient }: IncomingActivity): boolean {
  if (type === 'installationUpdate') return action === 'remove';
  return membersRemoved.some(({ id }) => id !== '' && id === recipient.id);
}

/** What happened to a team or one of its channels, where that matters to the bot; undefined for anything else. */
export function teamChangeOf({ type, channelData }: IncomingActivity): TeamChange | undefined {
  if (type !== 'conversationUpdate') return undefined;
  return TEAM_CHANGES.get(channelData.eventType);
}

export type TeamChange =
  'channel-gone' | 'channel-back' | 'team-archived' | 'team-deleted' | 'team-back' | 'team-renamed';

const TEAM_CHANGES: ReadonlyMap<unknown, TeamChange> = new Map<unknown, TeamChange>([
  ['channelDeleted', 'channel-gone'],
  ['channelRestored', 'channel-back'],
  ['teamArchived', 'team-archived'],
  ['teamDeleted', 'team-deleted'],
  ['teamHardDeleted', 'team-deleted'],
  ['teamRestored', 'team-back'],
  ['teamUnarchived', 'team-back'],
  ['teamRenamed', 'team-renamed'],
]);

function idIn(part: unknown): string | undefined {
  const id = (part as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** The conversation without the thread that Teams appends to a channel's id. */
export function conversationIdOf(activity: IncomingActivity): string {
  return activity.conversation.id.split(';messageid=')[0] ?? activity.conversation.id;
}

/** The channel thread an activity belongs to, by the id of its first message; null where there are no threads. */
export function threadOf(activity: IncomingActivity): string | null {
  return activity.conversation.id.split(';messageid=')[1] ?? null;
}

/**
 * What a person did with a message that was there before: changed its words, deleted it, or took that back. Undefined for
 * a new message and for whatever is none.
 */
export function changeOf({
  type,
  channelData,
}: IncomingActivity): 'edited' | 'deleted' | 'restored' | undefined {
  if (type === 'messageDelete' || channelData.eventType === 'softDeleteMessage') return 'deleted';
  if (channelData.eventType === 'undeleteMessage') return 'restored';
  const isEdit = type === 'messageUpdate' || (type === 'message' && channelData.eventType === 'editMessage');
  return isEdit ? 'edited' : undefined;
}

/** Whether a message is a press: a client that knows no other way sends the button's data, and no text. */
export function isPressAsMessage({
  type,
  text: typed,
  value,
}: Pick<IncomingActivity, 'type' | 'text' | 'value'>): boolean {
  return type === 'message' && typed.trim() === '' && typeof value === 'object' && value !== null;
}

/**
 * Whether Teams puts its own thumbs below the answer to an activity, where the bot asks for them: below a message in any
 * of its chats, not below a card that takes another one's place.
 */
export function getsThumbs(activity: IncomingActivity): boolean {
  return activity.channelId === 'msteams' && activity.type !== 'invoke' && !isPressAsMessage(activity);
}

/** Every tenant the activity names; more than one different name is a forgery. */
export function tenantsNamed(activity: IncomingActivity): string[] {
  const tenant = activity.channelData.tenant;
  const inChannelData =
    typeof tenant === 'object' && tenant !== null && 'id' in tenant ? tenant.id : undefined;
  return [activity.conversation.tenantId, inChannelData].filter(
    (id): id is string => typeof id === 'string' && id !== '',
  );
}

/** Returns the tenant that an activity names; undefined where it names none. */
export const tenantOf = (activity: IncomingActivity): string | undefined => tenantsNamed(activity)[0];

/** What the client says of itself, where Teams sends that. */
export function clientInfoOf(activity: IncomingActivity): { locale?: string; timeZone?: string } {
  const info = activity.entities.find((entity) => entity.type === 'clientInfo') ?? {};
  const locale = typeof info.locale === 'string' ? info.locale : activity.locale;
  const timeZone = typeof info.timezone === 'string' ? info.timezone : activity.localTimezone;
  return { ...(locale && { locale }), ...(timeZone && { timeZone }) };
}

/** Where the person probably is (ISO 3166, two letters): as the client says, else as its locale does. */
export function countryOf(activity: IncomingActivity): string | undefined {
  const info = activity.entities.find((entity) => entity.type === 'clientInfo') ?? {};
  if (typeof info.country === 'string' && /^[a-z]{2}$/i.test(info.country)) return info.country.toUpperCase();
  try {
    return new Intl.Locale(clientInfoOf(activity).locale ?? '').region;
  } catch {
    return undefined;
  }
}

/** The shown name of the team or group, where the activity has one. */
export function placeNameOf(activity: IncomingActivity): string | null {
  const team = activity.channelData.team;
  const teamName = typeof team === 'object' && team !== null && 'name' in team ? team.name : undefined;
  return typeof teamName === 'string' ? teamName : (activity.conversation.name ?? null);
}

/**
 * Whether the Agents Playground is at the other end, by the address of its own connector. It shows an empty list where a
 * card asks for type-ahead, so it is the one client that does not get it.
 */
export function isPlayground({ serviceUrl }: IncomingActivity): boolean {
  return /^http:\/\/(localhost|127\.0\.0\.1):\d+\/_connector\b/.test(serviceUrl);
}
