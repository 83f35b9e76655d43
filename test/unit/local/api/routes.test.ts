import { describe, expect, it } from 'vitest'
import { compileRoutes } from '../../../../local/api/routes.ts'
import type { ApiRoute } from '../../../../local/contracts.ts'

const route = (key: string): ApiRoute => ({ key, functionName: key, scopes: [], timeoutMillis: 1_000 })
const find = (...keys: string[]) => {
  const findRoute = compileRoutes(keys.map(route))
  return (method: string, path: string) => {
    const match = findRoute(method, path)
    return match && [match.route.key, match.pathParameters]
  }
}

describe('a route of the HTTP API', () => {
  it('takes a greedy variable over any number of segments, but not none', () => {
    const budget = find('ANY /v1/budget/{proxy+}')
    expect(budget('POST', '/v1/budget/budgets/2026/approval')).toEqual([
      'ANY /v1/budget/{proxy+}',
      { proxy: 'budgets/2026/approval' },
    ])
    expect(budget('GET', '/v1/budget')).toBeUndefined()
    expect(budget('GET', '/v1/budget/')).toBeUndefined()
    expect(budget('GET', '/v1/budgets/x')).toBeUndefined()
  })

  it('binds a variable to one segment', () => {
    const person = find('GET /persons/{id}/coverage')
    expect(person('GET', '/persons/P1/coverage')).toEqual(['GET /persons/{id}/coverage', { id: 'P1' }])
    expect(person('GET', '/persons//coverage')).toBeUndefined()
    expect(person('GET', '/persons/P1')).toBeUndefined()
    expect(person('POST', '/persons/P1/coverage')).toBeUndefined()
  })

  it('prefers the most specific route, whatever the order of the template', () => {
    const all = find('$default', 'ANY /v1/{proxy+}', 'ANY /v1/{id}', 'ANY /v1/list', 'GET /v1/list')
    expect(all('GET', '/v1/list')?.[0]).toBe('GET /v1/list')
    expect(all('PUT', '/v1/list')?.[0]).toBe('ANY /v1/list')
    expect(all('PUT', '/v1/other')?.[0]).toBe('ANY /v1/{id}')
    expect(all('PUT', '/v1/other/deeper')?.[0]).toBe('ANY /v1/{proxy+}')
    expect(all('PUT', '/else')?.[0]).toBe('$default')
  })

  it.each(['/v1/x', 'get /x', 'GET /{proxy+}/more', 'GET /a{b}'])('%s is refused at start', (key) => {
    expect(() => find(key)).toThrow(expect.objectContaining({ code: 'api.route' }))
  })
})
