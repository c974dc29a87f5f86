import { connectorStandIn } from '../support/connector-stand-in.ts';

// Teams in a process of its own: what it does must not be measured with the bot.
const perSecond = Number(process.argv[2]);
const connector = await connectorStandIn({ limits: { perSecond } });
process.on('message', () => {
  const posts = new Map<string, number>();
  for (const { conversationId } of connector.messages())
    posts.set(conversationId, (posts.get(conversationId) ?? 0) + 1);
  process.send?.({
    ...connector.limits(),
    conversations: posts.size,
    doubled: [...posts.values()].filter((count) => count > 1).length,
    others: connector.calls.filter(({ operation }) => operation !== 'post').length,
  });
});
process.on('disconnect', () => process.exit());
process.send?.({ serviceUrl: connector.serviceUrl });
