import { describe, expect, it } from '@jest/globals';
import { readActivity } from '../../../bot/teams/activity.ts';
import { pastedProblem, pastedRows } from '../../../bot/files/pasted-rows.ts';
import { teamsClient } from '../../support/activities.ts';

const said = (text: string, html?: string) => {
  const attachments = html === undefined ? [] : [{ contentType: 'text/html', content: html }];
  return readActivity(teamsClient().message(text, { attachments }))!;
};
const pasted = (text: string, html?: string) => pastedRows(said(text, html))?.toString();

describe('a message with pasted rows', () => {
  it.each([
    ['tabs', 'Client\tDate\tPrénom\tNom\tE-mail\nContoso\t2018-10-03\tAna\tExemple\tana@b.example'],
    ['semicolons', 'Client;Date;Prénom;Nom;E-mail\r\nContoso;2018-10-03;Ana;Exemple;ana@b.example'],
    ['commas, a column missing', 'Customer,Date,First name,Last name\nContoso,2018-10-03,Ana,Exemple'],
  ])('with %s is taken as it is', (_name, text) => {
    expect(pasted(text)).toBe(text);
  });

  it('is read from the table that Teams makes of it', () => {
    const html =
      '<div><table><tbody><tr><td><p>Client</p></td><td>Date</td><td>Nom</td></tr>' +
      '<tr><td>A &amp; B, &#233;t&#xE9;</td><td>2018-10-03</td><td></td></tr></tbody></table></div>';

    expect(pasted('Client Date Nom A & B 2018-10-03', html)).toBe(
      'Client,Date,Nom\r\n"A & B, été",2018-10-03,\r\n',
    );
  });

  it('is read from a table with the letters that its entities stand for', () => {
    const html =
      '<table><tr><td>Customer</td><td>Date of acceptance</td><td>First name</td><td>Last name</td></tr>' +
      '<tr><td>Smith&nbsp;&amp;&nbsp;Co</td><td>13/10/2018</td><td>H&eacute;l&egrave;ne</td><td>M&uuml;ller</td></tr></table>';

    expect(pasted('x', html)).toBe(
      'Customer,Date of acceptance,First name,Last name\r\nSmith & Co,13/10/2018,Hélène,Müller\r\n',
    );
  });

  it('keeps its columns where cells reach over others, and words of which some are bold', () => {
    const html =
      '<table><tr><th>Customer</th><th>Domain</th><th>Date</th><th>Last name</th></tr>' +
      '<tr><td colspan="2"><b>Con</b>toso</td><td rowspan="2">2018-10-03</td><td>Exemple</td></tr>' +
      '<tr><td>Fabrikam</td><td>f.example</td><td>Roy</td></tr></table>';

    expect(pasted('', html)).toBe(
      'Customer,Domain,Date,Last name\r\nContoso,,2018-10-03,Exemple\r\nFabrikam,f.example,,Roy\r\n',
    );
  });

  const ROWS = 'Client\tDate\tNom\nContoso\t2018-10-03\tExemple';
  it.each([
    ['a block of code', ROWS.replaceAll('\t', ' '), `<p>Voilà</p><pre><code>${ROWS}</code></pre>`],
    [
      'a newer block of code',
      '',
      `<codeblock class="Csv"><code>${ROWS.replace('\n', '<br>')}</code></codeblock>`,
    ],
    ['a block of code of the text', '```\n' + ROWS + '\n```', undefined],
    ['lines of HTML', '', `<p>${ROWS.replaceAll('\t', ';').replace('\n', '</p><p>')}</p>`],
    ['lines of HTML with tabs, set in', 'x', `<div>\n\t<p>${ROWS.replace('\n', '</p>\n\t<p>')}</p></div>`],
    ['a text that begins otherwise', `Bonjour,\nvoici mes clients :\n\n${ROWS}`, undefined],
    ['a text that answers another', `<quoted messageId="1"/> ${ROWS}`, undefined],
  ])('is read from %s', (_what, text, html) => {
    expect(pasted(text, html)?.replaceAll(';', '\t').trim()).toBe(ROWS);
  });

  it.each([
    'Customer, date, first name, last name, e-mail: is that all you need?',
    'Which details do I need?\nThe customer, the date, and the e-mail?',
    'client;date;nom',
    'confirm contoso',
    'Hello,\nplease confirm Contoso, Fabrikam and Tailspin',
    'Customer; the date\nis missing; what now?',
    '',
  ])('is not %j', (text) => {
    expect(pasted(text)).toBeUndefined();
  });
});

describe('pasted rows without a known header', () => {
  const EVERYTHING = ['customer', 'acceptanceDate', 'firstName', 'lastName', 'email'];

  it.each([
    ['tabs', 'Contoso\t2018-10-03\tAna\tExemple\nFabrikam\t2018-10-04\tNoé\tExemple'],
    ['commas', 'Contoso,2018-10-03,Ana\r\nFabrikam,2018-10-04,Noé'],
    ['semicolons and an empty line', 'Contoso;2018-10-03;Ana\n\nFabrikam;2018-10-04;Noé'],
    ['bars', '| Contoso | 2018-10-03 |\n| Fabrikam | 2018-10-04 |'],
    ['one address', 'Contoso\t2018-10-03\tAna\tExemple\tana@contoso.example'],
    ['a name before the address', 'Contoso, 2018-10-03, Ana Exemple <ana@contoso.example>'],
    ['words around them', 'Please take these:\nContoso;2018-10-03;"ana@contoso.example"\nIs that right?'],
  ])('and with %s are known as rows', (_name, text) => {
    expect(pastedProblem(said(text))).toEqual({ kind: 'columns-missing', fields: EVERYTHING });
  });

  it('are known in the table that Teams makes of them', () => {
    const row = '<tr><td>Contoso</td><td>2018-10-03</td><td>Ana, Léa</td></tr>';

    expect(pastedProblem(said('Contoso 2018-10-03 Ana', `<table>${row}${row}</table>`))).toEqual({
      kind: 'columns-missing',
      fields: EVERYTHING,
    });
  });

  it.each([
    [
      'with the line ends lost',
      'Customer,Date,First name,Last name,E-mail Contoso,2018-10-03,Ana,Lee,ana@b.example',
    ],
    [
      'in one line of cells',
      'Customer;Date;First name;Last name;E-mail;Contoso;2018-10-03;Ana;Lee;ana@b.example',
    ],
  ])('are told so %s', (_name, text) => {
    expect(pastedProblem(said(text))).toEqual({ kind: 'one-line' });
  });

  it('never lack columns without saying which', () => {
    const titles = 'Customer\tDate\tFirst name\tLast name\tE-mail\tE-mail address\tana@b.example\tX';

    expect(pastedProblem(said(titles))).toEqual({ kind: 'one-line' });
    expect(pastedProblem(said('Kunde\tDatum\tKontakt\n1\t2\t3'))).toMatchObject({ kind: 'full-name' });
  });

  it('lack only what their first line does not name', () => {
    const text = 'Customer\tWhen\tWho\tMail\nContoso\t2018-10-03\tAna\tana@contoso.example';

    expect(pastedProblem(said(text))).toEqual({
      kind: 'columns-missing',
      fields: ['acceptanceDate', 'firstName', 'lastName'],
    });
  });

  it.each([
    'In our case, as a reseller, what do I do?\nWe sell in France, Spain, and Italy.',
    'We have three customers, two resellers, one tenant.\nThey are in France, Spain, Italy.',
    'Hello,\nplease confirm Contoso, Fabrikam and Tailspin',
    'My colleague ana@contoso.example, who is away, cannot sign in; what now?',
    'Hi, you may write to my colleague at ana@contoso.example today, or to me, thanks',
    'confirm contoso',
    '',
  ])('are not %j', (text) => {
    expect(pastedProblem(said(text))).toBeUndefined();
  });
});
