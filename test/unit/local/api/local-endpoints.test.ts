import { describe, expect, it } from 'vitest'
import type { ChaosSettings } from '../../../../local/contracts.ts'
import { startGateway } from './gateway.ts'

const send = async (url: string, method: string, body: unknown) => {
  const response = await fetch(url, { method, body: typeof body === 'string' ? body : JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe("the stack's own endpoints", () => {
  it('answer health, quiet and units', async () => {
    await using api = await startGateway({
      routes: [],
      local: { units: () => ({ 'settlement/settle': { write: 6 } }) },
    })
    const get = async (path: string) => (await fetch(`${api.url}${path}`)).json()
    expect(await get('/health')).toEqual({ status: 'ok' })
    expect(await get('/_local/quiet')).toEqual({ quiet: true, deadLetters: 0, waitingFor: {} })
    expect(await get('/_local/units')).toEqual({ 'settlement/settle': { write: 6 } })
  })

  it('say 503 with the reason while the stack is not healthy', async () => {
    await using api = await startGateway({
      routes: [],
      local: { health: () => Promise.reject(new Error('tables are missing')) },
    })
    const response = await fetch(`${api.url}/health`)
    expect([response.status, await response.json()]).toEqual([503, { message: 'tables are missing' }])
  })

  it('hand out a token that the deployed routes accept', async () => {
    await using api = await startGateway({ routes: [{ key: 'GET /mine', authorizer: 'province' }] })
    const ask = (claims: object) => send(`${api.url}/_local/token`, 'POST', claims)
    const use = async (claims: object) => {
      const authorization = `Bearer ${(await ask(claims)).body.token}`
      return (await fetch(`${api.url}/mine`, { headers: { authorization } })).status
    }
    expect(await use({ scope: 'city', division: '340100' })).toBe(200)
    expect(await use({ scope: 'city', division: '340100', expiresIn: 60 })).toBe(200)
    expect(await use({ scope: 'city', division: '340100', expiresIn: -60 })).toBe(401)
    expect((await ask({ scope: ['city'] })).status).toBe(400)
    expect((await ask({ expiresIn: 'soon' })).status).toBe(400)
  })

  it('change the chaos settings they are given and no others', async () => {
    const changes: Partial<ChaosSettings>[] = []
    await using api = await startGateway({
      routes: [],
      local: {
        setChaos: async (settings) => {
          changes.push(settings)
        },
      },
    })
    const put = (body: unknown) => send(`${api.url}/_local/chaos`, 'PUT', body)
    expect((await put({ twice: 0.2, late: 0.1 })).status).toBe(200)
    expect(changes).toEqual([{ twice: 0.2, late: 0.1 }])
    for (const wrong of [{ twice: 2 }, { twice: true }, { unknown: 1 }, [], '{'])
      expect((await put(wrong)).status).toBe(400)
    expect(changes).toHaveLength(1)
  })
})
