import { describe, expect, it } from '@jest/globals';
import { fieldNamed, findColumns, TEMPLATE_FIELDS } from '../../../src/domain/importing/import-columns.ts';
import { searchable } from '../../../src/domain/customers/customer.ts';
import { TITLES } from '../../../src/domain/importing/import-titles.ts';
import { readFileSync } from 'node:fs';
import { LANGUAGES } from '../../../src/domain/language.ts';

const table = (...rows: string[][]) =>
  rows.map((cells, place) => ({
    number: place + 1,
    cells: cells.map((text) => (text === '' ? undefined : { text, kind: 'text' as const })),
  }));

describe('a column’s name', () => {
  it.each([
    ['Date d’acceptation', 'acceptanceDate'],
    ["DATE D'ACCEPTATION", 'acceptanceDate'],
    ['Date of acceptance (YYYY-MM-DD) *', 'acceptanceDate'],
    ['  e-mail   address ', 'email'],
    ['Courriel', 'email'],
    ['PRENOM', 'firstName'],
    ['Prénom', 'firstName'],
    ['Nom', 'lastName'],
    ['Surname', 'lastName'],
    ['Nom et prénom', 'fullName'],
    ['N° de téléphone', 'phoneNumber'],
    ['Tenant ID', 'customerId'],
    ['customer_tenant_id', 'customerId'],
    ['Société', 'customer'],
    ['Domaine', 'domain'],
    ['N° de portable', 'phoneNumber'],
    ['Mobile No.', 'phoneNumber'],
    ['Cell', 'phoneNumber'],
    ['Business phone', 'phoneNumber'],
    ['Contact first name', 'firstName'],
    ['\u200bCustomer', 'customer'],
    ['Date of accep\u200btance', 'acceptanceDate'],
    ['Last_x000D_\nname', 'lastName'],
    ['Ｅ－ｍａｉｌ', 'email'],
    ['Kunde', 'customer'],
    ['Unternehmen', 'customer'],
    ['Datum', 'acceptanceDate'],
    ['Vorname', 'firstName'],
    ['Nachname', 'lastName'],
    ['Telefon', 'phoneNumber'],
    ['Empresa', 'customer'],
    ['Fecha de aceptación', 'acceptanceDate'],
    ['Apellidos', 'lastName'],
    ['Teléfono móvil', 'phoneNumber'],
    ['Cognome', 'lastName'],
    ['Achternaam', 'lastName'],
    ['Sobrenome', 'lastName'],
    ['Remarks', undefined],
    ['', undefined],
  ])('%j is %s', (title, field) => {
    expect(fieldNamed(title)).toBe(field);
  });

  it.each(LANGUAGES)('of our own template is known in %s', (language) => {
    const strings = JSON.parse(
      readFileSync(new URL(`../../../cards/strings/${language}.json`, import.meta.url), 'utf8'),
    ) as { 'import-template': Record<string, string> };
    for (const field of TEMPLATE_FIELDS) {
      expect(fieldNamed(strings['import-template'][field] ?? '')).toBe(field);
    }
  });
});

describe('the header', () => {
  it('may have titles one row higher, in cells merged with the empty ones below', () => {
    const rows = table(
      ['Customer', 'Date', 'Contact', '', '', 'Remarks'],
      ['', '', 'First name', 'Last name', 'E-mail', ''],
      ['Contoso', '2018-10-03', 'Ana', 'Exemple', 'a@b.example', ''],
    );

    expect(findColumns(rows)).toMatchObject({
      kind: 'found',
      header: 2,
      columns: { customer: 0, acceptanceDate: 1, firstName: 2, lastName: 3, email: 4 },
    });
  });

  it('is found below a title, in any order, other columns aside', () => {
    const rows = table(
      ['Customer acceptances'],
      [],
      ['E-mail', 'Remarks', 'Last name', 'First name', 'Date', 'Domain', 'Company'],
      ['a@b.example', '', 'B', 'A', '2018-10-03', 'b.example', 'B'],
    );

    expect(findColumns(rows)).toEqual({
      kind: 'found',
      header: 3,
      columns: { email: 0, lastName: 2, firstName: 3, acceptanceDate: 4, domain: 5, customer: 6 },
      unused: ['Remarks'],
    });
  });

  it('lacks what it lacks', () => {
    expect(findColumns(table(['Date', 'Prénom', 'Nom']))).toEqual({
      kind: 'missing',
      fields: ['customer', 'email'],
    });
    expect(findColumns(table(['nothing', 'known']))).toMatchObject({ kind: 'missing' });
    expect(findColumns([])).toMatchObject({ kind: 'missing' });
  });

  it('with one column for both names is told so, unless the two are there as well', () => {
    expect(findColumns(table(['Client', 'Date', 'Nom complet', 'E-mail']))).toEqual({ kind: 'full-name' });
    expect(findColumns(table(['Client', 'Date', 'Contact', 'Prénom', 'Nom', 'E-mail']))).toMatchObject({
      kind: 'found',
    });
  });

  it.each([
    ['Vorname', 'Name', { firstName: 2, lastName: 3 }],
    ['Nombre', 'Apellidos', { firstName: 2, lastName: 3 }],
    ['Nome', 'Cognome', { firstName: 2, lastName: 3 }],
  ])('may call one of the two names « name » in its language: %s, %s', (one, other, columns) => {
    expect(findColumns(table(['Firma', 'Datum', one, other, 'E-Mail']))).toMatchObject({
      kind: 'found',
      columns,
      unused: [],
    });
  });

  it('says which of its columns are not used, a few of them, without what cannot be seen', () => {
    const header = ['Customer', 'Date', 'First name', 'Last name', 'E-mail', 'Contact', 'Fax\u200b no', ''];

    expect(findColumns(table(header))).toMatchObject({ unused: ['Contact', 'Fax no'] });
    const many = [...header, ...Array.from({ length: 40 }, (_, place) => `Column ${place}`)];
    expect(findColumns(table(many))).toMatchObject({ unused: { length: 12 } });
  });

  it('may have a second phone number, for where the first is not filled in', () => {
    const header = ['Customer', 'Date', 'Phone', 'First name', 'Last name', 'E-mail', 'Mobile'];

    expect(findColumns(table(header))).toMatchObject({
      kind: 'found',
      columns: { phoneNumber: 2, otherPhones: [6] },
    });
  });

  it('with two columns of one kind is not guessed', () => {
    expect(findColumns(table(['Client', 'Date', 'Prénom', 'Nom', 'E-mail', 'Courriel']))).toEqual({
      kind: 'twice',
      names: ['E-mail', 'Courriel'],
    });
  });
});

describe('the list of titles', () => {
  it('is written as it is compared, and has each title once', () => {
    const titles = Object.values(TITLES).flat();

    expect(titles.filter((title) => searchable(title) !== title)).toEqual([]);
    expect(titles.filter((title, place) => titles.indexOf(title) !== place)).toEqual([]);
  });
});
