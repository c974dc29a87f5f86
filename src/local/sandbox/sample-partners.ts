import { mixed } from './sample-ids.ts';

/** An indirect reseller of the provider; `id` is its tenant id. */
export interface SampleReseller {
  id: string;
  name: string;
  mpnId: string;
  location: string;
}

export const RESELLERS: readonly SampleReseller[] = [
  {
    id: '7b1c6d2e-94f0-4b37-8a55-1e0d3c9f7a01',
    name: 'Cirrus & Nimbus SARL',
    mpnId: '4810021',
    location: 'FR',
  },
  {
    id: '2e8f5a90-6c3d-4d18-9b72-5f4a8e1c3b02',
    name: 'Vallée Numérique SAS',
    mpnId: '4810022',
    location: 'FR',
  },
  {
    id: '9d04b7c3-1f68-4e5a-8c29-3a7b6d0e5f03',
    name: 'Nordlicht Systeme GmbH',
    mpnId: '4810023',
    location: 'DE',
  },
];

/** Three of four customers come through a reseller. */
export function resellerOf(index: number): SampleReseller | undefined {
  return RESELLERS[mixed(index, 60) % 4];
}

/** The partner whose Partner Center this is. */
export const PARTNER = {
  companyName: 'Altitude Cloud',
  domain: 'altitudecloud.onmicrosoft.com',
  email: 'partner.center@altitudecloud.example',
  mpnId: '4810000',
  culture: 'fr-FR',
  language: 'fr',
  address: { country: 'FR', city: 'Lyon', addressLine1: '4 quai des Brumes', postalCode: '69000' },
} as const;
