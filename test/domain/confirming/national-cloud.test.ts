import { describe, expect, it } from '@jest/globals';
import { isNationalCloudDomain } from '../../../src/domain/confirming/national-cloud.ts';

describe('a domain', () => {
  it.each([
    'contoso.onmicrosoft.us',
    'contoso.onmicrosoft.de',
    'contoso.partner.onmschina.cn',
    'contoso.onmschina.cn',
    ' Contoso.OnMicrosoft.US ',
    'login.microsoftonline.us',
  ])('%s is of a national cloud', (domain) => {
    expect(isNationalCloudDomain(domain)).toBe(true);
  });

  it.each([
    'contoso.onmicrosoft.com',
    'contoso.mail.onmicrosoft.com',
    'contoso.us',
    'contoso.de',
    'contoso.cn',
    'notonmicrosoft.us',
    'onmicrosoft.us.contoso.com',
    '',
  ])('%s is not', (domain) => {
    expect(isNationalCloudDomain(domain)).toBe(false);
  });
});
