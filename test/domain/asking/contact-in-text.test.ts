import { describe, expect, it } from '@jest/globals';
import { holdsContact } from '../../../src/domain/asking/contact-in-text.ts';

describe('a text', () => {
  it.each([
    'Contoso, Grace Hopper, grace@contoso.example, 2018-11-02',
    'is GRACE.HOPPER+mca@sales.contoso.example enough?',
    'l’adresse d’Élodie est élodie@société.example',
    '<mailto:grace@contoso.example>',
    'Contoso\tGrace\tHopper\t01 99 00 12 34',
    'appelez le 01.99.00.12.34 svp',
    'call (555) 010-0100 ext. 5',
    '+33 1 99 00 12 34',
    'her number is +44 (0)20 7946 0958',
    '0033199001234',
    'telefon 99 00 12 34',
    '5550100100',
    'accepted on 2018-11-02, phone 0199001234',
    'a narrow blank: 01\u202f99\u202f00\u202f12\u202f34',
  ])('holds a person’s contact details: %j', (text) => {
    expect(holdsContact(text)).toBe(true);
  });

  it.each([
    'Do I have to confirm for customers of 2017?',
    'what does error 600061 mean',
    'was it before 2018-11-02 or after 31/12/2018?',
    'du 01.10.18 au 31.12.2018',
    'customer 5e3f1d2a-1234-4321-9999-012345678901 is missing',
    'we have 1,200 customers, 35 of them unconfirmed',
    '@mca what is the MCA',
    'is 24/7 support included, and Microsoft 365 E5?',
    '',
  ])('holds none: %j', (text) => {
    expect(holdsContact(text)).toBe(false);
  });
});
