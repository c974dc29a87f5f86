import { describe, expect, it } from '@jest/globals';
import { readActivity } from '../../../bot/teams/activity.ts';
import { channel, teamsClient } from '../../support/activities.ts';

const said = (text: string, overrides: Record<string, unknown> = {}) =>
  readActivity(teamsClient().message(text, overrides))?.text;
const html = (content: string) => ({ attachments: [{ contentType: 'text/html', content }] });

const QUOTE =
  '<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1772050244572">' +
  '<strong itemprop="mri" itemid="28:bot">MCA</strong><span itemprop="time" itemid="1772050244572"></span>' +
  '<p itemprop="preview">status Fabrikam</p></blockquote>';
const QUOTED_REPLY = {
  type: 'quotedReply',
  quotedReply: { messageId: '1772050244572', senderName: 'MCA', preview: 'status Fabrikam' },
};

describe('an answer to a message that it quotes', () => {
  it.each([
    ['a mark before the words', '<quoted messageId="1772050244572"/> confirm Contoso', {}],
    ['a mark right before a mention', '<quoted messageId="1"/><at>MCA</at>&nbsp;confirm Contoso', {}],
    ['several marks', '<quoted messageId="1"/> <quoted messageId="2" /> confirm Contoso', {}],
    ['a mark that holds the words', '<quoted messageId="1">status Fabrikam</quoted> confirm Contoso', {}],
    ['a mark behind the words', 'confirm Contoso <quoted messageId="1"/>', {}],
    ['HTML in the text', `${QUOTE}<p>confirm Contoso</p>`, { textFormat: 'xml' }],
    ['a quotation in a plain text', `${QUOTE}confirm Contoso`, {}],
    [
      'HTML beside the text',
      'MCA\r\nstatus Fabrikam\r\n\r\nconfirm Contoso',
      html(`<div>${QUOTE}<p>confirm&nbsp;Contoso</p></div>`),
    ],
    ['nothing but HTML', '', html(`${QUOTE}\n<p>confirm Contoso</p>`)],
    ['its first words on a line', 'status Fabrikam\r\nconfirm Contoso', { entities: [QUOTED_REPLY] }],
    ['lines of Markdown', '> status Fabrikam\n> today\n\nconfirm Contoso', {}],
  ])('by %s says only what is new', (_how, text, overrides) => {
    expect(said(text, overrides)).toBe('confirm Contoso');
  });

  it('keeps words that happen to be those of the quoted message', () => {
    const overrides = { entities: [{ ...QUOTED_REPLY, quotedReply: { preview: 'confirm' } }] };

    expect(said('<quoted messageId="1"/> confirm Contoso', overrides)).toBe('confirm Contoso');
    expect(said('confirm Contoso', overrides)).toBe('confirm Contoso');
  });

  it('without words of its own says nothing', () => {
    expect(said('<quoted messageId="1"/>')).toBe('');
    expect(said('', html(QUOTE))).toBe('');
  });

  it('is told from a quotation that the person typed', () => {
    expect(said('> confirm Contoso')).toBe('> confirm Contoso');
    expect(said('', html('<blockquote>confirm Contoso</blockquote>'))).toBe('confirm Contoso');
    expect(said('<blockquote>confirm Contoso</blockquote>')).toBe('confirm Contoso');
  });
});

describe('what was typed', () => {
  it.each([
    [
      'HTML alone',
      '',
      html('<div><p>Qui doit confirmer&nbsp;?</p><p>Et&nbsp;quand&#8239;?</p></div>'),
      'Qui doit confirmer ?\nEt quand ?',
    ],
    [
      'HTML with a mention',
      '',
      html('<p><span itemtype="http://schema.skype.com/Mention" itemid="0">MCA</span> status</p>'),
      'status',
    ],
    [
      'HTML with an emoji',
      '',
      html('<p>status <img itemtype="http://schema.skype.com/Emoji" alt="🙂"></p>'),
      'status 🙂',
    ],
    ['HTML as its text', '<div><p>status A &amp; B</p></div>', {}, 'status A & B'],
    ['entities', 'status Caf&eacute; Smith &amp; Co', {}, 'status Café Smith & Co'],
    ['an ampersand', 'status R&D and AT&T; or Marks&Co', {}, 'status R&D and AT&T; or Marks&Co'],
    ['less and more', 'a < b > c', {}, 'a < b > c'],
    ['a command in backticks', '`confirm Contoso`', {}, 'confirm Contoso'],
    ['a block of code', '```\nconfirm Contoso\n```', {}, 'confirm Contoso'],
    ['a block of code with its language', 'Voilà :\n```csv\na;b\n```', {}, 'Voilà :\n\na;b'],
    ['a lone word in a block of code', '```status```', {}, 'status'],
    ['a backtick for an apostrophe', 'status L`Atelier', {}, 'status L`Atelier'],
  ])('is read from %s', (_what, text, overrides, expected) => {
    expect(said(text, overrides)).toBe(expected);
  });

  it.each([
    '<at>MCA</at> status Contoso',
    '<at id="0">MCA</at>\u00a0status Contoso',
    'status\u00a0<at>MCA</at>\u00a0Contoso',
    'status Contoso <at>MCA</at>',
    '<at>MCA</at>&nbsp;<at>MCA</at> status Contoso&nbsp;',
  ])('is %j without the mentions', (text) => {
    expect(said(text)?.replace(/ +/g, ' ')).toBe('status Contoso');
  });

  it('leaves out the bot’s name where only an entity says that it is a mention', () => {
    const activity = teamsClient({ place: channel(), appId: 'bot' }).message('', {
      text: 'MCA Acceptance status Contoso',
      entities: [{ type: 'mention', text: 'MCA Acceptance', mentioned: { id: '28:bot' } }],
    });

    expect(readActivity(activity)?.text).toBe('status Contoso');
  });

  it('is nothing in a picture, however it is described', () => {
    const picture =
      '<img itemtype="http://schema.skype.com/AMSImage" alt="a cat that asks who must confirm">';

    expect(said('', html(`<p>${picture}</p>`))).toBe('');
  });

  it('is nothing in a press, whatever HTML stands beside it', () => {
    expect(said('', { value: { verb: 'help.show' }, ...html('<p>status</p>') })).toBe('');
  });

  it('is read at once, whatever it holds', () => {
    // Time that grows with the square of the length would outlast this test.
    for (const part of ['<quoted ', '<quoted>', '<blockquote>', '<p>', '`', '```', '&amp', '> ', '<div'])
      expect(typeof said(part.repeat(250_000 / part.length))).toBe('string');
    for (const part of ['<blockquote>', '<td>', '<tr><td rowspan=50 colspan=50>', '<table>', '<pre>', '&amp'])
      expect(typeof said('', html(part.repeat(250_000 / part.length)))).toBe('string');
  });
});
