import { createRequire } from 'node:module';

interface Mapper {
  type: { additionalProperties?: { type: { name: 'Object' } } };
}
const { Entity } = createRequire(import.meta.url)(
  'botframework-connector/lib/connectorApi/models/mappers',
) as {
  Entity: Mapper;
};

/**
 * Lets entities travel whole. The SDK says so beside its list of entities, where its serializer no longer looks: of a
 * citation nothing but the type would arrive.
 */
export function sendEntitiesWhole(): void {
  Entity.type.additionalProperties = { type: { name: 'Object' } };
}
