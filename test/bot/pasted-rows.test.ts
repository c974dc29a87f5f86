import { describe, expect, it } from '@jest/globals';
import { readActivity } from '../../bot/activity.ts';
import { columnsMissing, pastedRows } from '../../bot/pasted-rows.ts';
import { teamsClient } from '../support/activities.ts';

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

describe('pasted rows without a header that anybody knows', () => {
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
    expect(columnsMissing(said(text))).toEqual(EVERYTHING);
  });

  it('are known in the table that Teams makes of them', () => {
    const row = '<tr><td>Contoso</td><td>2018-10-03</td><td>Ana, Léa</td></tr>';

    expect(columnsMissing(said('Contoso 2018-10-03 Ana', `<table>${row}${row}</table>`))).toEqual(EVERYTHING);
  });

  it('lack only what their first line does not name', () => {
    const text = 'Customer\tWhen\tWho\tMail\nContoso\t2018-10-03\tAna\tana@contoso.example';

    expect(columnsMissing(said(text))).toEqual(['acceptanceDate', 'firstName', 'lastName']);
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
    expect(columnsMissing(said(text))).toBeUndefined();
  });
});
