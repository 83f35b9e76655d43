import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf, fileSender } from '#test/support/sent-files.ts'
import { type Token, tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { idNumberOf, resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>
let queue: Awaited<ReturnType<typeof startWorkQueue>>
let sent = 0

beforeAll(async () => {
  queue = await startWorkQueue(() => import('../../../services/enrollment/handlers/work.ts'))
  service = await startEnrollment()
  for (const serial of [1, 2, 3, 4]) ids.set(serial, await register(resident(serial)))
  await aid(1, 'minimum-living')
  await aid(2, 'monitored')
  await aid(3, 'monitored')
})
afterAll(async () => {
  await service.stop()
  await queue.stop()
})

const ids = new Map<number, string>()
const feed = (scope: string): Token => ({ sub: `${scope}-system`, scope, division: '340100' }) as Token
const call = (method: string, path: string, body: object, token: Token = tokens.hefei) => {
  sent += 1
  return service.call(token, method, path, { key: `compare-${sent}`, body })
}
const register = async (person: object): Promise<string> => {
  const { status, body } = await call('POST', '/persons', person)
  expect(status, JSON.stringify(body)).toBe(201)
  return String(body.personId)
}
const aid = async (serial: number, category: string) => {
  const body = { aid: category, from: '2025-01-01' }
  const answer = await call('PUT', `/persons/${ids.get(serial)}/aid`, body, tokens.civilAffairs)
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
}
const numberOf = (serial: number) => idNumberOf('1980-05-20', 2 * serial)
const send = fileSender(() => ({ service, queue }))
const recordsNow = async () =>
  JSON.stringify(
    (await service.items()).filter(({ kind }) => ['coverage', 'identity'].includes(String(kind))),
  )

describe('a list of another office', () => {
  it('is compared row by row with the register: who is missing, dead there, or called otherwise; nothing is changed', async () => {
    const before = await recordsNow()
    const run = await send(
      'compare-identities',
      [
        '公民身份号码,姓名,人员状态,死亡日期',
        `${numberOf(1)},王芳,正常,`,
        `${numberOf(2)},王芳,死亡,2025-03-01`,
        `${numberOf(3)},王方,正常,`,
        `${numberOf(9)},王芳,正常,`,
        `${numberOf(8)},王芳,死亡,`,
        `${numberOf(4)},王芳,不详,`,
      ].join('\n'),
      {},
      { token: feed('public-security') },
    )
    expect(run).toMatchObject({
      ...{ outcome: 'previewed', rows: 6, imported: 0, bad: 4 },
      would: { agrees: 2, 'dead-there': 1, 'other-name': 1, 'not-registered': 1 },
    })
    expect(faultsOf(run)).toEqual([
      [3, 'id_number', 'comparison.dead-there'],
      [4, 'name', 'comparison.other-name'],
      [5, 'id_number', 'comparison.not-registered'],
      [7, 'state', 'comparison.bad-cell'],
    ])
    expect(await recordsNow()).toBe(before)
  })

  it('of aid tells whose category is another, and who has one here and is on no row of it', async () => {
    const run = await send(
      'compare-rural',
      ['身份证号,姓名,监测对象类别', `${numberOf(1)},王芳,监测`, `${numberOf(2)},王芳,监测`].join('\n'),
      {},
      { token: feed('agriculture') },
    )
    expect(run).toMatchObject({
      rows: 2,
      bad: 1,
      would: { agrees: 1, 'other-category': 1, 'not-listed': 1 },
    })
    const path = `/imports/${run.importId}/runs/${run.runId}/bad-rows`
    const file = await service.download(feed('agriculture'), path, { part: '1' })
    expect(String((file as { text: string }).text ?? file)).toContain(String(ids.get(3)))
  })

  it('tells a city nothing of whoever is insured in another', async () => {
    await register(resident(20, { city: '340100' }))
    const run = await send(
      'compare-disabled',
      ['身份证号,姓名,残疾等级', `${numberOf(20)},王芳,二级`].join('\n'),
      {},
      { token: { ...feed('disabled-persons'), division: '340200' } as Token },
    )
    expect(faultsOf(run)).toEqual([[2, 'id_number', 'comparison.not-registered']])
  })

  it('is of the office that has it: no other feed may send it', async () => {
    const part = { contentBase64: Buffer.from('身份证号,姓名').toString('base64') }
    await call('PUT', '/imports/other-office/parts/1', part, feed('health'))
    const body = { kind: 'compare-rural', parts: 1, onBadRows: 'skip', preview: true }
    const refused = await call('POST', '/imports/other-office/runs', body, feed('health'))
    expect([refused.status, refused.body.code]).toEqual([403, 'import.not-of-caller'])
  })
})
