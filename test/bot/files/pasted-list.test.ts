import { describe, expect, it } from '@jest/globals';
import { readActivity } from '../../../bot/teams/activity.ts';
import { namingLines, pastedList, tableOf } from '../../../bot/files/pasted-list.ts';
import { teamsClient } from '../../support/activities.ts';

const said = (text: string, html?: string) => {
  const attachments = html === undefined ? [] : [{ contentType: 'text/html', content: html }];
  return readActivity(teamsClient().message(text, { attachments }))!;
};
const pasted = (text: string, html?: string) => pastedList(said(text, html))?.toString();

describe('a list of customers that was pasted with its titles', () => {
  it.each([
    ['one column', 'Client\nContoso\nFabrikam'],
    ['one column, one customer', 'Customer name\nContoso'],
    ['several columns', 'Customer;Customer tenant ID\r\nContoso;1\r\nFabrikam;2'],
    ['columns that are not used', 'Company,Domain,Notes\nContoso,contoso.example,call her'],
  ])('is taken as it is: %s', (_what, text) => {
    expect(pasted(text)).toBe(text);
  });

  it('is taken without the words before it, and out of a table', () => {
    expect(pasted('Those I asked this week:\nCustomer\nContoso')).toBe('Customer\nContoso');
    expect(pasted('x', '<table><tr><td>Kunde</td></tr><tr><td>Fabrikam &amp; Co</td></tr></table>')).toBe(
      'Kunde\r\nFabrikam & Co\r\n',
    );
  });

  it.each([
    'Customer',
    'Company, what happens\nif I do nothing',
    'Client\nComment lui demander d’accepter ?',
    'Who has to accept?\nContoso',
    'Customers\nContoso',
  ])('is not seen in « %s »', (text) => {
    expect(pasted(text)).toBeUndefined();
  });
});

describe('lines that may name customers', () => {
  const KNOWN = new Set(['Contoso', 'Fabrikam, Inc.', '3. Division', '7. Himmel', 'contoso.example']);
  const table = (text: string) => tableOf(namingLines(said(text))!, (name) => KNOWN.has(name)).toString();

  it('become rows, whatever bullets and commas are in them', () => {
    expect(table('- Contoso\n• Fabrikam, Inc.\n2) Contoso\n\n3. Division')).toBe(
      'Contoso\r\n"Fabrikam, Inc."\r\nContoso\r\n3. Division\r\n',
    );
  });

  it('keep their cells where no name is the whole line', () => {
    expect(table('Contoso;since May\nNobody; never\ncontoso.example\tx')).toBe(
      'Contoso,since May\r\nNobody,never\r\ncontoso.example,x\r\n',
    );
  });

  it.each(['Contoso', 'Contoso\nWhat about Fabrikam?', `Contoso\n${'x'.repeat(300)}`, ''])(
    'are none in « %.30s »',
    (text) => {
      expect(namingLines(said(text))).toBeUndefined();
    },
  );
});
