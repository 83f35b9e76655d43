import { expect, it } from 'vitest'
import { startGateway } from './gateway.ts'

const accessLogFormat = JSON.stringify({
  caller: '$context.authorizer.claims.sub',
  route: '$context.routeKey',
  status: '$context.status',
  error: '$context.error.message',
  authorizerError: '$context.authorizer.error',
})

it('each request leaves a line in the format of the stage: who called which route, and how it ended', async () => {
  await using api = await startGateway({
    routes: [{ key: 'GET /v1/notes/{id}', authorizer: 'province' }, { key: 'GET /v1/broken' }],
    answer: () => ({ status: 'failed', errorType: 'Error', errorMessage: 'no such table' }),
    accessLogFormat,
  })
  const token = await api.issuer.sign({ sub: 'zhang "san"' })
  await fetch(`${api.url}/v1/notes/340102198005200021`)
  await fetch(`${api.url}/v1/notes/1`, { headers: { authorization: `Bearer ${token}` } })
  await fetch(`${api.url}/v1/nowhere`)
  const none = { caller: '-', error: '-', authorizerError: '-' }
  expect(api.logged.map((line) => JSON.parse(line))).toEqual([
    // No path: it can name a person.
    { ...none, route: 'GET /v1/notes/{id}', status: '401', authorizerError: 'Bearer' },
    {
      ...{ ...none, caller: 'zhang "san"', route: 'GET /v1/notes/{id}' },
      ...{ status: '500', error: 'Internal Server Error' },
    },
    { ...none, route: '-', status: '404' },
  ])
})
