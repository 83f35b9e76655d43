import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf, fileSender } from '#test/support/sent-files.ts'
import { type Token, tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { invariants } from '../../../services/enrollment/night/invariants.ts'
import { employee, idNumberOf, resident } from './people.ts'
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
const badRowsOf = async (run: { importId: string; runId: string }, token: Token): Promise<string> => {
  const path = `/imports/${run.importId}/runs/${run.runId}/bad-rows`
  const file = await service.download(token, path, { part: '1' })
  return String((file as { text: string }).text ?? file)
}
const recordsNow = async () =>
  JSON.stringify(
    (await service.items()).filter(({ kind }) => ['coverage', 'identity'].includes(String(kind))),
  )

describe('a list of another office', () => {
  it('names persons by any certificate, and by the sender’s own code for it', async () => {
    // Given: who has a permit of Hong Kong and Macao, and public security that writes ID cards as 201 and permits as 31.
    const permit = { type: 'hk-macao-travel-permit', number: 'H87654321' }
    const { idNumber: _, ...visitor } = resident(31, { name: '陈大文' })
    await register({ ...visitor, certificate: permit })
    const token = feed('public-security')
    const map = { headings: { certificate_type: ['证照类别'] }, values: { certificate_type: { 31: '04' } } }
    expect((await call('PUT', '/file-senders/register/compare-identities', map, token)).status).toBe(200)
    const rows = ['人口名单', '证照类别,公民身份号码,姓名', `201,${numberOf(1)},王芳`, '31,H87654321,陈大文']
    const said = { sender: 'register' }
    const run = await send('compare-identities', rows.join('\n'), said, { token })
    expect(run).toMatchObject({ outcome: 'previewed', bad: 0, would: { agrees: 2 } })
  })

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
    expect(await badRowsOf(run, feed('agriculture'))).toContain(String(ids.get(3)))
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

  it('of the disabled is kept as a register: who is new, otherwise or ended, and who is not insured here', async () => {
    const federation = feed('disabled-persons')
    const list = (
      rows: readonly string[],
      kind = 'disabled',
      over = '身份证号,姓名,残疾类别,残疾等级,残疾人证状态',
    ) => send(kind, [over, ...rows].join('\n'), {}, { token: federation })
    const came = await list([
      `${numberOf(1)},王芳,肢体,二级,`,
      `${numberOf(2)},王芳,1,4,有效`,
      `${numberOf(3)},王方,听力,3,`,
      `${numberOf(9)},王芳,听力,3,`,
      `${numberOf(4)},王芳,听力,五级,`,
    ])
    expect(came).toMatchObject({ imported: 2, bad: 3, did: { registered: 2 } })
    expect(faultsOf(came)).toEqual([
      [4, 'name', 'comparison.other-name'],
      [5, 'id_number', 'comparison.not-registered'],
      [6, 'level', 'comparison.bad-cell'],
    ])
    const disabled = async () =>
      (
        (await service.call(tokens.hefei, 'GET', '/disabled-persons', { query: { city: '340100' } })).body
          .disabledPersons as { person: { personId: string }; disability: string; level: number }[]
      ).map(({ person: { personId }, disability, level }) => [personId, disability, level])
    expect((await disabled()).sort()).toEqual(
      [
        [ids.get(1), 'physical', 2],
        [ids.get(2), 'sight', 4],
      ].sort(),
    )
    // The same again changes nothing; another level does, and a certificate that ended is listed no more.
    const again = await list([`${numberOf(1)},王芳,肢体,一级,`, `${numberOf(2)},王芳,视力,四级,`])
    expect(again).toMatchObject({ imported: 2, bad: 0, did: { changed: 1, known: 1 } })
    // Of a whole list, who is registered as disabled and on no row is told; of a list of some, nobody is.
    const compared = (whole: string) =>
      list([`${numberOf(1)},王芳,${whole}`], 'compare-disabled', '身份证号,姓名,全量区划')
    expect((await compared('')).would).toEqual({ agrees: 1 })
    const whole = await compared('340100')
    expect(whole).toMatchObject({ outcome: 'previewed', would: { agrees: 1, 'not-listed': 1 } })
    expect(await badRowsOf(whole, federation)).toContain(String(ids.get(2)))
    expect(await badRowsOf(whole, federation)).not.toContain(String(ids.get(3)))
    expect(await list([`${numberOf(2)},王芳,视力,四级,注销`])).toMatchObject({ did: { ended: 1 } })
    expect(await disabled()).toEqual([[ids.get(1), 'physical', 1]])
    const checks = invariants.map((invariant) => invariant.start())
    for (const item of await service.items()) for (const check of checks) check.see(item)
    expect(checks.flatMap((check) => check.finish().violations)).toEqual([])
  })

  it('is of the office that has it: no other feed may send it', async () => {
    const part = { contentBase64: Buffer.from('身份证号,姓名').toString('base64') }
    await call('PUT', '/imports/other-office/parts/1', part, feed('health'))
    const body = { kind: 'compare-rural', parts: 1, onBadRows: 'skip', preview: true }
    const refused = await call('POST', '/imports/other-office/runs', body, feed('health'))
    expect([refused.status, refused.body.code]).toEqual([403, 'import.not-of-caller'])
  })
})

describe('a list of births', () => {
  const headings = '身份证号,姓名,性别,出生日期,出生医学证明编号,母亲身份证号,全量区划'
  const born = (serial: number, name: string, day: string) =>
    register(resident(0, { idNumber: idNumberOf(day, serial), name, birthOn: day, from: day }))
  const sendBirths = (rows: readonly string[], division = '340100') =>
    send(
      'compare-births',
      [headings, ...rows].join('\n'),
      {},
      {
        token: { ...feed('health'), division } as Token,
      },
    )

  it('finds a child by the certificate of their birth, also where the list has no name for them yet', async () => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const { idNumber: _, ...child } = resident(0, { name: '何苗苗', birthOn: today, from: today })
    await register({ ...child, certificate: { type: 'birth-certificate', number: 'Y349999999' } })
    const run = await sendBirths([
      `,王芳之女,女,${today},Y349999999,${numberOf(1)},`,
      `${idNumberOf(today, 320)},何苗苗,女,${today},Y349999999,,`,
      `,何苗苗,女,${today},Y349999998,,`,
    ])
    expect(run).toMatchObject({ would: { agrees: 2, 'agrees-alike': 1 } })
    expect(faultsOf(run)).toEqual([])
  })

  it('finds a child without a number by name, sex and birth day, and leaves what is open to an officer', async () => {
    await born(302, '陈一诺', '2025-02-11')
    for (const serial of [304, 306]) await born(serial, '周子墨', '2025-02-14')
    const run = await sendBirths([
      // Registered since, under the number they were given: the hospital’s list has none yet.
      ',陈一诺,女,2025-02-11,Y340000001,,',
      ',周子墨,女,2025-02-14,Y340000002,,',
      // The number has a slip, and the child is registered under the right one.
      `${idNumberOf('2025-02-11', 308)},陈一诺,女,2025-02-11,Y340000003,,`,
      `,王芳之女,女,2025-02-20,Y340000004,${numberOf(1)},`,
      ',李某之子,男,2025-02-21,Y340000005,,',
      `,吴念,男,2025-02-22,Y340000006,${numberOf(2)},`,
      ',郑重,男,2025-02-23,Y340000007,,',
      ',郑重,男,2025-02-23,Y340000007,,',
      ',孙安,,2025-02-24,Y340000008,,',
    ])
    expect(run).toMatchObject({
      ...{ outcome: 'previewed', rows: 9, imported: 0 },
      would: { 'agrees-alike': 1, undecided: 3, 'mother-here': 2, 'not-registered': 1 },
    })
    expect(faultsOf(run)).toEqual([
      [3, 'name', 'comparison.undecided'],
      [4, 'name', 'comparison.undecided'],
      [5, 'name', 'comparison.mother-here'],
      [6, 'name', 'comparison.undecided'],
      [7, 'name', 'comparison.mother-here'],
      [8, 'id_number', 'comparison.not-registered'],
      [9, 'id_number', 'import.duplicate'],
      [10, 'sex', 'comparison.bad-cell'],
    ])
  })

  it('tells a city nothing of a child, or of a mother, of another', async () => {
    const run = await sendBirths([`,陈一诺,女,2025-02-11,Y340000001,${numberOf(1)},`], '340200')
    expect(faultsOf(run)).toEqual([[2, 'id_number', 'comparison.not-registered']])
  })

  it('that is whole of a division tells who was born in its months, is covered there, and is on no row', async () => {
    const missed = await born(322, '林小满', '2025-05-21')
    const inJune = await born(324, '林立夏', '2025-06-05')
    const run = await sendBirths([',何芒种,女,2025-05-30,Y340000011,,340100'])
    expect(run.would).toEqual({ 'not-registered': 1, 'not-listed': 1 })
    const file = await badRowsOf(run, feed('health'))
    expect([file.includes(missed), file.includes(inJune)]).toEqual([true, false])
    const elsewhere = await sendBirths([',何芒种,女,2025-05-30,Y340000012,,340200'])
    expect(faultsOf(elsewhere)).toEqual([[2, 'whole_of', 'comparison.whole-of-another']])
    expect(elsewhere.would).toEqual({})
  })
})

describe('a whole list of identities', () => {
  it('of a county tells who belongs to it, is covered, and is on no row; the dead are on none rightly', async () => {
    const divisions = [
      { code: '340102', name: '瑶海区' },
      { code: '340102001', name: '明光路街道' },
      { code: '340104', name: '蜀山区' },
      { code: '340104001', name: '三里庵街道' },
    ]
    expect((await call('POST', '/divisions', { city: '340100', divisions })).status).toBe(201)
    const inUnit = (serial: number, unit: string) => register(resident(serial, { unit }))
    const [listed, missed, elsewhere] = [
      await inUnit(41, '340102001'),
      await inUnit(42, '340102001'),
      await inUnit(43, '340104001'),
    ]
    const rows = [`${numberOf(41)},王芳,正常,340102`, `${numberOf(9)},王芳,正常,`]
    const run = await send(
      'compare-identities',
      ['公民身份号码,姓名,人员状态,全量区划', ...rows].join('\n'),
      {},
      { token: feed('public-security') },
    )
    expect(run.would).toEqual({ agrees: 1, 'not-registered': 1, 'not-listed': 1 })
    const file = await badRowsOf(run, feed('public-security'))
    expect([missed, listed, elsewhere].map((id) => file.includes(id))).toEqual([true, false, false])
    expect(file).toContain('全量名单中没有该人员')
  })

  it('of a city tells of those who are covered by themselves, and not of employees', async () => {
    const hired = await register(employee(51))
    const run = await send(
      'compare-identities',
      ['公民身份号码,姓名,全量区划', `${numberOf(1)},王芳,340100`].join('\n'),
      {},
      { token: feed('public-security') },
    )
    const file = await badRowsOf(run, feed('public-security'))
    expect(file).not.toContain(hired)
    for (const serial of [2, 3, 4]) expect(file).toContain(ids.get(serial))
    expect(file).not.toContain(ids.get(1))
  })
})
