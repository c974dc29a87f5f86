import { describe, expect, it } from '@jest/globals';
import { readActivity } from '../../bot/activity.ts';
import { pastedRows } from '../../bot/pasted-rows.ts';
import { teamsClient } from '../support/activities.ts';

const pasted = (text: string, html?: string) => {
  const attachments = html === undefined ? [] : [{ contentType: 'text/html', content: html }];
  return pastedRows(readActivity(teamsClient().message(text, { attachments }))!)?.toString();
};

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
