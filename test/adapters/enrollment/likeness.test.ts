import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { alikeAreTold } from '../../../services/enrollment/likeness/invariants.ts'
import { idNumberOf, resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>

beforeAll(async () => {
  service = await startEnrollment()
})
afterAll(() => service.stop())

const { hefei, wuhu, province } = tokens
const second = { ...hefei, sub: 'second-hefei' }
let keys = 0
const post = (token: Token, path: string, body?: object) => {
  keys += 1
  return service.call(token, 'POST', path, { key: `alike-${keys}`, ...(body ? { body } : {}) })
}
const get = (token: Token, path: string, query = {}) => service.call(token, 'GET', path, { query })
type Registered = { readonly personId: string; readonly alike?: readonly string[] }
const registered = async (token: Token, person: object): Promise<Registered> =>
  (await post(token, '/persons', person)).body as Registered
const named = (name: string, serial: number, more: object = {}) => resident(serial, { name, ...more })
const code = (answer: { body: Record<string, unknown> }) => answer.body.code

/** What verify and the night would say. */
const violations = async (spoil: (item: Record<string, unknown>) => boolean = () => false) => {
  const { see, finish } = alikeAreTold.start()
  for (const item of await service.items()) if (!spoil(item)) see(item)
  return finish().violations.map(({ what }) => what)
}

describe('a person of the same name, sex and birth day under another certificate', () => {
  it('is told to whoever registers the second, in one city and between two', async () => {
    const first = await registered(hefei, named('李娜', 1))
    expect(first.alike).toBeUndefined()
    const inCity = await registered(hefei, named('李 娜', 2))
    expect(inCity.alike).toHaveLength(1)
    const elsewhere = await registered(wuhu, named('李娜', 3, { city: '340200' }))
    expect(elsewhere.alike).toHaveLength(2)
    for (const other of [
      named('李娜', 4, { sex: 'male', idNumber: idNumberOf('1980-05-20', 9) }),
      named('李娜', 5, { birthOn: '1980-05-21', idNumber: idNumberOf('1980-05-21', 10) }),
      named('李那', 6),
    ])
      expect((await registered(hefei, other)).alike).toBeUndefined()
    expect(await violations()).toEqual([])
  })

  it('is not who has the other sex, exchanged digits or another month of birth at one employer: these are told as warnings', async () => {
    const near = async (token: Token, person: object) =>
      (await post(token, '/persons', person)).body.near as { near: string; personId?: string }[] | undefined
    const employed = (serial: number, birthOn: string, more: object = {}) => ({
      ...{ ...named('司南', 1), scheme: 'employee', employment: 'employed', employerId: 'E9', birthOn },
      ...{ idNumber: idNumberOf(birthOn, serial), ...more },
    })
    const first = (await registered(hefei, employed(202, '1983-03-09'))).personId
    expect(await near(hefei, employed(201, '1983-03-09', { sex: 'male' }))).toEqual([
      { near: 'other-sex', personId: first },
    ])
    // Another month, at the same employer; at another one it says nothing.
    expect(await near(hefei, employed(204, '1983-04-09'))).toEqual([
      { near: 'birth-differs', personId: first },
    ])
    expect(await near(hefei, employed(206, '1983-05-09', { employerId: 'E8' }))).toBeUndefined()
    // 202 and 220: two neighbouring digits; another name with such a number is nobody near.
    const exchanged = { birthOn: '1983-03-09', idNumber: idNumberOf('1983-03-09', 220) }
    expect(await near(hefei, named('司北', 1, exchanged))).toBeUndefined()
    // Another city is warned, and not told who it is.
    const woman = named('鲁南', 1, { birthOn: '1983-03-09', idNumber: idNumberOf('1983-03-09', 208) })
    await registered(hefei, woman)
    const man = { sex: 'male', city: '340200', idNumber: idNumberOf('1983-03-09', 209) }
    expect(await near(wuhu, { ...woman, ...man })).toEqual([{ near: 'other-sex' }])
  })

  it('is told by a file too, row by row', async () => {
    await registered(hefei, named('孙丽', 11))
    const { idNumber } = named('孙丽', 12)
    const csv = [
      'id_number,name,sex,birth_on,scheme,city,employment,employer_id,aid,from,paid_months',
      `${idNumber},孙丽,女,1980-05-20,resident,340100,resident,,none,2025-01-01,`,
    ].join('\n')
    const { body } = await post(hefei, '/imports', {
      contentBase64: Buffer.from(csv).toString('base64'),
      ...{ onBadRows: 'refuse', preview: false },
    })
    expect(body.persons).toEqual([expect.objectContaining({ line: 2, alike: [expect.any(String)] })])
  })

  it('is found by the second of two cities that register them at the same instant', async () => {
    const both = await Promise.all([
      registered(hefei, named('同时', 21)),
      registered(wuhu, named('同时', 22, { city: '340200' })),
    ])
    expect(both.flatMap(({ alike = [] }) => alike)).toHaveLength(1)
    expect(await violations()).toEqual([])
  })

  it('of 15 digits and of 18 is one number, and no second person', async () => {
    const eighteen = named('老号', 31)
    const fifteen = `${eighteen.idNumber.slice(0, 6)}${eighteen.idNumber.slice(8, 17)}`
    const { personId } = await registered(hefei, eighteen)
    expect(await registered(hefei, { ...eighteen, idNumber: fifteen })).toEqual({ personId })
    const found = await post(hefei, '/persons/look-ups', { certificate: { number: fifteen } })
    expect(found.body.persons).toEqual([expect.objectContaining({ personId })])
  })

  it('who gets the name by a correction is found then', async () => {
    const one = await registered(hefei, named('周敏', 41))
    const other = await registered(hefei, named('周闵', 42))
    expect(other.alike).toBeUndefined()
    const { body } = await post(hefei, `/persons/${other.personId}/name-corrections`, {
      ...{ name: '周敏', reason: '录入时写错字' },
      evidence: { kind: 'household-register', number: '户口簿第3页' },
    })
    await post(second, `/persons/${other.personId}/reports/${body.number}/approval`)
    const { likenesses } = (await get(hefei, '/likenesses', { division: '340100' })).body as {
      likenesses: { persons: { personId: string }[] }[]
    }
    const pairs = likenesses.map(({ persons }) => persons.map(({ personId }) => personId).sort())
    expect(pairs).toContainEqual([one.personId, other.personId].sort())
    expect(await violations()).toEqual([])
  })
})

describe('an officer decides that two are two persons', () => {
  it('but not who registered the second; and then they are not told again', async () => {
    await registered(hefei, named('吴静', 51))
    const { alike } = await registered(hefei, named('吴静', 52))
    const path = `/likenesses/${alike?.[0]}`
    const reason = { reason: '户籍地和住址均不同，经核为两人' }
    expect(code(await post(hefei, `${path}/two-persons`, reason))).toBe('likeness.same-person')
    const decided = await post(second, `${path}/two-persons`, reason)
    expect(decided.body).toMatchObject({ status: 'two-persons', decidedBy: 'second-hefei', ...reason })
    expect(code(await post(province, `${path}/two-persons`, reason))).toBe('likeness.decided')
    const { likenesses } = (await get(hefei, '/likenesses', { division: '340100' })).body as {
      likenesses: { likenessId: string }[]
    }
    expect(likenesses.map(({ likenessId }) => likenessId)).not.toContain(alike?.[0])
    expect(await violations()).toEqual([])
  })

  it('of one city for its own; of two cities the province does', async () => {
    await registered(hefei, named('郑洁', 61))
    const { alike } = await registered(wuhu, named('郑洁', 62, { city: '340200' }))
    const path = `/likenesses/${alike?.[0]}`
    for (const city of [hefei, wuhu]) expect(code(await get(city, path))).toBe('likeness.unknown')
    expect(code(await get(wuhu, '/likenesses', { division: '340100' }))).toBe('caller.other-division')
    expect(code(await get(wuhu, '/likenesses', { division: '340000' }))).toBe('caller.other-division')
    const list = (await get(province, '/likenesses', { division: '340000' })).body
    expect(JSON.stringify(list)).toContain(String(alike?.[0]))
    expect(JSON.stringify(list)).not.toMatch(/郑洁|\d{17}/)
    const decided = await post(province, `${path}/two-persons`, { reason: '两地户籍，经核为两人' })
    expect(decided.status).toBe(200)
  })
})

describe('verify finds', () => {
  it('two who are alike and whom nobody was told of, and one who stands nowhere', async () => {
    expect(await violations(({ kind }) => kind === 'likeness')).toContainEqual(
      expect.stringContaining('nobody was told'),
    )
    expect(await violations(({ kind }) => kind === 'namesakes')).toContain(
      'they do not stand among their namesakes',
    )
  })
})
