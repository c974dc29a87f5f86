import { describe, expect, it } from '@jest/globals';
import { mayReachPlayground } from '../../../bot/playground/playground-door.ts';

const HERE = 'localhost:56150';

describe('the Playground', () => {
  it.each([
    ['a program of this machine', { host: HERE }],
    ['one that asks for its address', { host: '127.0.0.1:56150' }],
    ['one that asks for its other address', { host: '[::1]:56150' }],
    ['its own page', { host: HERE, origin: 'http://localhost:56150', 'sec-fetch-site': 'same-origin' }],
    ['its own page by the other name', { host: HERE, origin: 'http://127.0.0.1:56150' }],
    ['its page’s own files', { host: HERE, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'no-cors' }],
    ['who types its address', { host: HERE, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    [
      'who follows a link to it',
      {
        host: HERE,
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
      },
    ],
  ])('is reached by %s', (_who, headers) => {
    expect(mayReachPlayground(headers)).toBe(true);
  });

  it.each([
    ['a name that was made to point here', { host: 'rebound.example:56150' }],
    ['a name that begins like ours', { host: 'localhost.evil.example:56150' }],
    ['another address of this machine', { host: '192.168.1.10:56150' }],
    ['no name', {}],
    ['a name that is none', { host: 'a b' }],
    ['a page from elsewhere', { host: HERE, origin: 'https://evil.example' }],
    ['a page without an origin of its own', { host: HERE, origin: 'null' }],
    ['a page of another program of this machine', { host: HERE, origin: 'http://localhost:3000' }],
    [
      'a picture in a page from elsewhere',
      { host: HERE, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    ],
    [
      'a frame in a page from elsewhere',
      {
        host: HERE,
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'iframe',
      },
    ],
  ])('is not reached by %s', (_who, headers) => {
    expect(mayReachPlayground(headers)).toBe(false);
  });
});
