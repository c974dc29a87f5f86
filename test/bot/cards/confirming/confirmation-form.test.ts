import { describe, expect, it } from '@jest/globals';
import {
  confirmationFormCard,
  type ConfirmationFormInput,
} from '../../../../bot/cards/confirming/confirmation-form.ts';
import {
  ACCEPTANCE_FIELDS,
  acceptanceInput,
  FIELD_LIMITS,
  PROBLEMS,
  type FieldProblem,
} from '../../../../src/domain/confirming/acceptance.ts';
import { LANGUAGES } from '../../../../src/domain/language.ts';
import { buttonFor, cards, contentOf, inputIn, nodesIn, textIn, textsIn, type Node } from '../support.ts';

const contoso = { id: 'c1', name: 'Contoso' };
const fabrikam = { id: 'c2', name: 'Fabrikam' };

const render = (input: Partial<ConfirmationFormInput> = {}, language: 'en' | 'fr' = 'en'): Node =>
  contentOf(
    confirmationFormCard(cards, language, {
      formId: 'form-1',
      again: false,
      typeAhead: true,
      choices: [contoso],
      values: acceptanceInput({}),
      problems: [],
      earliestDate: '2010-01-01',
      latestDate: '2018-11-07',
      ...input,
    }),
  );

describe('the confirmation form', () => {
  it('asks for every field of an acceptance, the phone alone optional', () => {
    const card = render();

    const required = ACCEPTANCE_FIELDS.filter((field) => inputIn(card, field)?.isRequired);
    expect(ACCEPTANCE_FIELDS.filter((field) => !inputIn(card, field))).toEqual([]);
    expect(required).toEqual(['customerId', 'acceptanceDate', 'firstName', 'lastName', 'email']);
  });

  it('takes no more characters than the rule allows', () => {
    const card = render();

    const limits = Object.keys(FIELD_LIMITS).map((field) => [field, inputIn(card, field)?.maxLength]);
    expect(Object.fromEntries(limits)).toEqual(FIELD_LIMITS);
  });

  it('offers the days from the earliest to the latest', () => {
    expect(inputIn(render(), 'acceptanceDate')).toMatchObject({ min: '2010-01-01', max: '2018-11-07' });
  });

  it('asks no client for type-ahead that has none', () => {
    const choice = inputIn(render({ typeAhead: false }), 'customerId');

    expect(choice).toMatchObject({ style: 'compact', choices: [{ title: 'Contoso', value: 'c1' }] });
    expect(choice).not.toHaveProperty(['choices.data']);
  });

  it('offers a first page of customers and finds the others while typing', () => {
    expect(inputIn(render(), 'customerId')).toMatchObject({
      style: 'filtered',
      choices: [{ title: 'Contoso', value: 'c1' }],
      'choices.data': { type: 'Data.Query', dataset: 'customers' },
    });
  });

  it('adds the chosen customer to the choices and names it', () => {
    const card = render({ customer: fabrikam });

    expect(inputIn(card, 'customerId')).toMatchObject({
      value: 'c2',
      choices: [
        { title: 'Fabrikam', value: 'c2' },
        { title: 'Contoso', value: 'c1' },
      ],
    });
    expect(textIn(card)).toContain('Who accepted the MCA at Fabrikam, and when?');
  });

  it('lists a chosen customer once', () => {
    const card = render({ customer: contoso });

    expect(inputIn(card, 'customerId')?.choices).toHaveLength(1);
  });

  it('keeps every value typed', () => {
    const values = {
      customerId: 'c1',
      acceptanceDate: '2018-11-01',
      firstName: ' Zoë ',
      lastName: '${x}',
      email: 'not an address',
      phoneNumber: '\t+33',
    };

    const card = render({ values, problems: [{ field: 'email', problem: 'not-an-email' }] });

    const kept = ACCEPTANCE_FIELDS.map((field) => [field, inputIn(card, field)?.value]);
    expect(Object.fromEntries(kept)).toEqual(values);
  });

  it('repeats a date that the picker cannot show', () => {
    const card = render({
      values: acceptanceInput({ acceptanceDate: '07/11/2018 22:00:00' }),
      problems: [{ field: 'acceptanceDate', problem: 'not-a-date' }],
    });

    expect(inputIn(card, 'acceptanceDate')).not.toHaveProperty('value');
    expect(textIn(card)).toContain('“07/11/2018 22:00:00” cannot be read as a date.');
  });

  it('repeats an unknown customer, in the words typed where they are known', () => {
    const values = acceptanceInput({ customerId: 'c-404' });
    const problems: FieldProblem[] = [{ field: 'customerId', problem: 'unknown-customer' }];

    expect(textIn(render({ values, problems }))).toContain('“c-404” is not among your customers.');
    expect(textIn(render({ values, problems, unknownCustomerText: 'Kontoso' }))).toContain('“Kontoso” is');
  });

  it('says which day is too late and which is the latest, in words', () => {
    const card = render(
      {
        values: acceptanceInput({ acceptanceDate: '2018-12-01' }),
        problems: [{ field: 'acceptanceDate', problem: 'in-the-future' }],
      },
      'fr',
    );

    expect(textIn(card)).toContain(
      'Le 1er décembre 2018 est dans le futur. Le dernier jour possible est le 7 novembre 2018.',
    );
  });

  it.each(
    LANGUAGES.flatMap((language) =>
      PROBLEMS.flatMap((problem) => ACCEPTANCE_FIELDS.map((field) => ({ language, field, problem }))),
    ),
  )('puts a visible text at the field: $field $problem in $language', ({ language, field, problem }) => {
    const clean = textsIn(render({}, language));

    const card = render({ problems: [{ field, problem }] }, language);

    const holder = nodesIn(card).find(
      (node) => node.type === 'Container' && (node.items as Node[]).some((item) => item.id === field),
    );
    const marked = (holder?.items as Node[]).filter((item) => item.type === 'Container');
    expect(marked).toMatchObject([{ style: 'attention', items: [{ type: 'TextBlock', weight: 'bolder' }] }]);
    expect(textIn(marked)).toMatch(/\p{L}/u);
    expect(textsIn(card).length).toBe(clean.length + 2);
  });

  it.each([
    ['en', 1, 'One field needs correcting.'],
    ['en', 2, '2 fields need correcting.'],
    ['fr', 1, 'Un champ est à corriger.'],
    ['fr', 2, '2 champs sont à corriger.'],
  ] as const)('sums up in %s that %i fields are wrong', (language, count, summary) => {
    const problems = ACCEPTANCE_FIELDS.slice(0, count).map((field): FieldProblem => ({
      field,
      problem: 'missing',
    }));

    expect(textIn(render({ problems }, language))).toContain(summary);
  });

  it('sends its own id, so that a press repeated is one confirmation', () => {
    expect(buttonFor(render(), 'confirmation.submit')?.data).toEqual({
      formId: 'form-1',
      again: false,
      language: 'en',
    });
  });

  it('fixes the customer when confirming once more on purpose', () => {
    const card = render({ again: true, customer: contoso });

    expect(inputIn(card, 'customerId')).toBeUndefined();
    expect(buttonFor(card, 'confirmation.submit')?.data).toMatchObject({ again: true, customerId: 'c1' });
    expect(textIn(card)).toContain(
      'Contoso is confirmed already. You are adding one more confirmation on purpose.',
    );
  });

  it('says who it is filed as and what becomes of the contact details', () => {
    expect(textIn(render())).toMatch(/in your organisation’s name.*encrypted and erased 30 days/);
  });
});
