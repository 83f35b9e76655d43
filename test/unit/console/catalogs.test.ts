import { expect, test } from 'vitest'
import { catalogsOf } from '../../../console/build/catalog.ts'

const openApi = {
  paths: {
    '/v1/clinic/visits/{visitId}': {
      post: {
        summary: 'Keeps a visit',
        security: [{ token: ['city', 'province'] }],
        parameters: [
          { in: 'path', name: 'visitId', required: true, schema: { type: 'string' } },
          { in: 'header', name: 'idempotency-key', required: true, schema: { type: 'string' } },
          { in: 'query', name: 'on', schema: { type: 'string', format: 'date' } },
        ],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Visit' } } } },
        responses: {
          '200': { content: { 'application/json': { schema: { type: 'object', properties: {} } } } },
          '400': { content: { 'application/json': { schema: { type: 'string' } } } },
        },
      },
    },
  },
  components: {
    schemas: {
      Visit: {
        type: 'object',
        required: ['cost'],
        examples: [{ cost: 1 }],
        properties: {
          cost: { type: 'integer', unit: 'fen' },
          enum: { enum: ['a'] },
          next: { anyOf: [{ type: 'null' }] },
        },
      },
    },
  },
}

test('an operation keeps who may ask it, what it is asked with and what it answers, and no more', () => {
  expect(catalogsOf(openApi)).toEqual({
    clinic: {
      'POST /v1/clinic/visits/{visitId}': {
        scopes: ['city', 'province'],
        keyed: true,
        params: [{ name: 'visitId', required: true, schema: { type: 'string' } }],
        query: [{ name: 'on', required: false, schema: { type: 'string', format: 'date' } }],
        body: {
          type: 'object',
          required: ['cost'],
          properties: {
            cost: { type: 'integer', unit: 'fen' },
            enum: { enum: ['a'] },
            next: { anyOf: [{ type: 'null' }] },
          },
        },
        answer: { type: 'object', properties: {} },
      },
    },
  })
})
