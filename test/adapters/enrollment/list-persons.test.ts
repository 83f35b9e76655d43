import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '#shared/edge/store/store.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { rosterShards } from '../../../services/enrollment/coverage/store.ts'
import { listPersons } from '../../../services/enrollment/look-up/list-persons.ts'
import { employee, resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>

const { hefei, wuhu, civilAffairs, publicSecurity } = tokens
let keys = 0
const call = (token: Token, method: string, path: string, body: object) => {
  keys += 1
  return service.call(token, method, path, { key: `list-${keys}`, body })
}
const enrolled = async (person: object): Promise<string> =>
  String((await call(hefei, 'POST', '/persons', person)).body.personId)

type Page = { readonly persons: readonly { readonly personId: string }[]; readonly cursor?: string }
const pageOf = async (query: Readonly<Record<string, string>>, token: Token = hefei) => {
  const { status, body } = await service.call(token, 'GET', '/persons', {
    query: { city: '340100', ...query },
  })
  expect(status).toBe(200)
  return body as Page
}
const all = async (query: Readonly<Record<string, string>>): Promise<{ ids: string[]; pages: number }> => {
  const ids: string[] = []
  let pages = 0
  let cursor: string | undefined
  do {
    const page: Page = await pageOf({ ...query, ...(cursor === undefined ? {} : { cursor }) })
    ids.push(...page.persons.map(({ personId }) => personId))
    pages += 1
    cursor = page.cursor
  } while (cursor !== undefined)
  return { ids: ids.sort(), pages }
}

let ofEmployer: string[]
let residents: string[]
beforeAll(async () => {
  service = await startEnrollment()
  const serials = Array.from({ length: 130 }, (_, index) => index + 1)
  residents = await Promise.all(
    serials.map((serial) =>
      enrolled(resident(serial, { name: `王${String.fromCodePoint(0x4e00 + serial)}` })),
    ),
  )
  ofEmployer = await Promise.all([201, 202, 203].map((serial) => enrolled(employee(serial))))
})
afterAll(() => service.stop())

describe('the persons a city covers', () => {
  it('are listed by employer, and as what they are covered, page by page, each once', async () => {
    expect((await all({ employerId: 'E1' })).ids).toEqual([...ofEmployer].sort())
    const listed = await all({ scheme: 'resident', employment: 'resident' })
    expect(listed).toEqual({ ids: [...residents].sort(), pages: 2 })
    expect((await all({ scheme: 'employee', employment: 'flexible' })).ids).toEqual([])
  })

  it('are those of today: who moves is listed where they went, who left nowhere, and aid as long as it holds', async () => {
    const [moves = '', leaves = ''] = ofEmployer
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const place = {
      scheme: 'employee',
      city: '340100',
      employment: 'employed',
      employerId: 'E2',
      from: today,
    }
    await call(hefei, 'POST', `/persons/${moves}/moves`, place)
    await call(publicSecurity, 'POST', `/persons/${leaves}/end`, { on: '2025-08-02', reason: 'emigration' })
    expect((await all({ employerId: 'E1' })).ids).toEqual([ofEmployer[2]])
    expect((await all({ employerId: 'E2' })).ids).toEqual([moves])

    const [first = ''] = residents
    await call(civilAffairs, 'PUT', `/persons/${first}/aid`, { aid: 'monitored', from: '2025-02-01' })
    expect((await all({ aid: 'any' })).ids).toEqual([first])
    await call(civilAffairs, 'PUT', `/persons/${first}/aid`, { aid: 'none', from: '2025-03-01' })
    expect((await all({ aid: 'any' })).ids).toEqual([])
  })

  it('are shown to no other city, and asked for in one way at a time', async () => {
    const query = { city: '340100', employerId: 'E1' }
    expect((await service.call(wuhu, 'GET', '/persons', { query })).status).toBe(403)
    for (const wrong of [{}, { scheme: 'resident' }, { employerId: 'E1', aid: 'any' }])
      expect(
        await service.call(hefei, 'GET', '/persons', { query: { city: '340100', ...wrong } }),
      ).toMatchObject({ status: 400 })
  })

  it('are read by one read of their own records a page, and by no more of the index than its stretches', async () => {
    const asked = { page: 0, getMany: 0 }
    const { store } = service
    const counting: Store = {
      ...store,
      page: (listing) => {
        asked.page += 1
        return store.page(listing)
      },
      getMany: (wanted, freshness) => {
        asked.getMany += 1
        expect(wanted).toHaveLength(100)
        return store.getMany(wanted, freshness)
      },
    }
    const listed = { city: '340100', by: 'place', scheme: 'resident', employment: 'resident' } as const
    expect((await listPersons(listed, undefined, { store: counting })).records).toHaveLength(100)
    expect(asked.getMany).toBe(1)
    expect(asked.page).toBeLessThanOrEqual(rosterShards)
  })
})
