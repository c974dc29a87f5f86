import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  MessageFactory,
} from 'botbuilder';
import restify from 'restify';
import { PlainAuthorityCredentials } from '../../bot/teams/sdk/credentials.ts';
import { loadConfig } from '../../src/config.ts';
import { reportCpu } from './report-cpu.ts';

/** The smallest bot the SDK's own samples show: it repeats what it is told. */
const { registration } = loadConfig(process.env);
const adapter = new CloudAdapter(
  registration
    ? new ConfigurationBotFrameworkAuthentication(
        { MicrosoftAppId: registration.appId, ...registration.authority },
        new PlainAuthorityCredentials(registration),
      )
    : new ConfigurationBotFrameworkAuthentication({}),
);
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(MessageFactory.text(`Echo: ${context.activity.text}`));
  await next();
});

const server = restify.createServer();
// As the bot has it, so that no round finds its connections closed.
server.server.keepAliveTimeout = 65_000;
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request, response, (context) => bot.run(context));
});
server.listen(0, '127.0.0.1', () => {
  reportCpu(`http://127.0.0.1:${server.address().port}/api/messages`);
});
