import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chinaDay } from '#shared/calendar/day.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import { openBackDoor } from '#test/support/night.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { retiredByProof } from '../../../cli/verify/cross/retired-by-proof.ts'
import { enrolPerson } from '../../../services/enrollment/enrolment/enrol-person.ts'
import { newPerson } from '../../../services/enrollment/enrolment/rules/new-person.ts'
import { invariantsOfPersons } from '../../../services/enrollment/night/invariants.ts'
import { keepSecrets } from '../../../services/enrollment/person/keep-secrets.ts'
import { certificateOf } from '../../../services/enrollment/person/rules/proof-fields.ts'
import { changedByTwoHands } from '../../../services/enrollment/report/invariants.ts'
import { cityByTwoHands } from '../../../services/enrollment/transfer/invariants.ts'
import { billPaid, idNumberOf, resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>
let backDoor: ReturnType<typeof openBackDoor>

beforeAll(async () => {
  service = await startEnrollment()
  backDoor = openBackDoor('enrollment')
})
afterAll(() => service.stop())

const { hefei, wuhu, province, publicSecurity } = tokens
const second = { ...hefei, sub: 'second-hefei' }
let keys = 0
const post = (token: Token, path: string, body?: object) => {
  keys += 1
  return service.call(token, 'POST', path, { key: `hand-${keys}`, ...(body ? { body } : {}) })
}
const get = (token: Token, path: string, query = {}) => service.call(token, 'GET', path, { query })
const enrolled = async (serial: number): Promise<string> =>
  String((await post(hefei, '/persons', resident(serial))).body.personId)

const whom = (serial: number, more: object = {}) => {
  const { aid: _, ...person } = resident(serial, { city: '340200', from: '2025-06-01' })
  return { ...person, ...more }
}
const asked = (serial: number, more: object = {}) => post(wuhu, '/transfers', whom(serial, more))
const coverageOf = async (personId: string) => (await get(province, `/persons/${personId}`)).body.coverage
const evidence = { kind: 'own-application', number: '退保申请2025-31' }
/** Has a person's coverage ended by two officers of a city. */
const leaves = async (personId: string, on: string, reason = 'other') => {
  const { body } = await post(hefei, `/persons/${personId}/leavings`, { on, reason, evidence })
  return post(second, `/persons/${personId}/reports/${body.number}/approval`)
}
const code = (answer: { body: Record<string, unknown> }) => answer.body.code

/** What verify and the night would say. */
const violations = async (): Promise<unknown[]> => {
  const checks = [cityByTwoHands, changedByTwoHands].map((invariant) => invariant.start())
  for (const item of await service.items()) for (const check of checks) check.see(item)
  return checks.flatMap((check) => check.finish().violations)
}

describe('a person of another city', () => {
  it('is not taken over by any hand: not by a move, an enrolment or a file, and the answers show nothing of them', async () => {
    const person = await enrolled(1)
    const before = await coverageOf(person)
    const move = { scheme: 'resident', city: '340200', employment: 'resident', from: '2025-06-01' }
    expect(code(await post(wuhu, `/persons/${person}/moves`, move))).toBe('enrollment.person-unknown')
    expect(code(await post(wuhu, '/persons/Pnobody/moves', move))).toBe('enrollment.person-unknown')
    for (const one of [hefei, province])
      expect(code(await post(one, `/persons/${person}/moves`, move))).toBe('enrollment.release-needed')
    expect(code(await post(publicSecurity, `/persons/${person}/moves`, move))).toBe('caller.no-scope')
    const other = await post(wuhu, '/persons', resident(1, { city: '340200' }))
    const otherName = await post(wuhu, '/persons', resident(1, { city: '340200', name: '李娜' }))
    expect(other).toMatchObject({ status: 409, body: { code: 'enrollment.registered-elsewhere' } })
    expect(otherName).toEqual(other)
    expect(JSON.stringify(other.body)).not.toMatch(/340100|2025-01-01/)
    const { idNumber, name, sex, birthOn } = resident(1)
    const csv = [
      'id_number,name,sex,birth_on,scheme,city,employment,employer_id,aid,from,paid_months',
      `${idNumber},${name},${sex},${birthOn},resident,340200,resident,,none,2025-06-01,`,
    ].join('\n')
    const file = {
      contentBase64: Buffer.from(csv).toString('base64'),
      onBadRows: 'skip',
    }
    const imported = await post(wuhu, '/imports', file)
    expect(imported.body).toMatchObject({
      imported: 0,
      bad: [{ line: 2, column: 'id_number', code: 'enrollment.registered-elsewhere' }],
    })
    expect(JSON.stringify(imported.body)).not.toContain('340100')
    expect(await coverageOf(person)).toEqual(before)
  })

  it('is asked for without a word of them: someone unknown, or named otherwise, is answered alike', async () => {
    const person = await enrolled(2)
    const answers = [await asked(2), await asked(3), await asked(2, { name: '李娜' })]
    const [first, ...others] = answers.map(({ status, body: { transferId: _, ...body } }) => ({
      status,
      body,
    }))
    expect(first).toMatchObject({ status: 201, body: { status: 'requested' } })
    for (const other of others) expect(other).toEqual(first)
    for (const { body } of answers) {
      const read = await get(wuhu, `/transfers/${body.transferId}`)
      expect(read.body).toEqual(body)
      expect(JSON.stringify(read.body)).not.toContain(person)
    }
    expect((await coverageOf(person)) as object).toMatchObject({ city: '340100', to: null })
  })

  it('goes with the release by their city, which sees who waits and for how long', async () => {
    const person = await enrolled(4)
    const { transferId } = (await asked(4)).body
    const list = await get(hefei, '/transfers', { city: '340100', side: 'release' })
    expect(list.body.transfers).toContainEqual(
      expect.objectContaining({ transferId, personId: person, coveredIn: '340100', ageDays: 0 }),
    )
    expect(code(await get(wuhu, '/transfers', { city: '340100', side: 'release' }))).toBe(
      'caller.other-division',
    )
    const release = `/transfers/${transferId}/release`
    // To the city that asks, and to a third, it is not theirs to release.
    for (const one of [wuhu, { scope: 'city', division: '340800' }])
      expect(code(await post(one, release))).toBe('transfer.unknown')
    expect(code(await post({ ...hefei, sub: 'clerk-340200' }, release))).toBe('transfer.same-person')
    expect(code(await post(province, release))).toBe('transfer.too-early')
    expect(await post(hefei, release)).toMatchObject({
      status: 200,
      body: { status: 'released', personId: person },
    })
    expect(await coverageOf(person)).toMatchObject({ city: '340200', from: '2025-06-01', to: null })
    expect((await get(wuhu, `/transfers/${transferId}`)).body).toMatchObject({ personId: person })
    expect((await get(hefei, `/persons/${person}`)).status).toBe(404)
    expect(await post(second, release)).toMatchObject({
      body: { code: 'approval.done', figures: { by: expect.any(String) } },
    })
  })

  it('stays when their city refuses, which says why', async () => {
    const person = await enrolled(5)
    const { transferId } = (await asked(5)).body
    const refusal = `/transfers/${transferId}/refusal`
    expect(code(await post(hefei, refusal, { reason: '' }))).toBe('request.invalid')
    expect(code(await post(hefei, refusal, { reason: `见${resident(5).idNumber}` }))).toBe('request.invalid')
    expect(await post(hefei, refusal, { reason: '本地仍在缴费' })).toMatchObject({
      body: { status: 'refused' },
    })
    expect((await get(wuhu, `/transfers/${transferId}`)).body).toMatchObject({ reason: '本地仍在缴费' })
    expect(await coverageOf(person)).toMatchObject({ city: '340100' })
  })

  it('is released by the province once the deadline is over, by another person than asked', async () => {
    const person = await enrolled(6)
    const { transferId } = (await asked(6)).body
    const stored = await service.store.get({ pk: `TRANSFER#${transferId}`, sk: 'TRANSFER' })
    if (!stored) throw new Error('no transfer')
    await backDoor.put({ ...stored, deadlineOn: '2026-01-01' })
    expect((await get(wuhu, `/transfers/${transferId}`)).body).toMatchObject({ status: 'expired' })
    const asking = { ...province, sub: 'clerk-340200' }
    expect(code(await post(asking, `/transfers/${transferId}/release`))).toBe('transfer.same-person')
    expect((await post(province, `/transfers/${transferId}/release`)).status).toBe(200)
    expect(await coverageOf(person)).toMatchObject({ city: '340200' })
  })

  it('is not released once their coverage ended, nor while a death waits for approval', async () => {
    const [gone, dying] = [await enrolled(7), await enrolled(8)]
    const [ofGone, ofDying] = [(await asked(7)).body, (await asked(8)).body]
    await leaves(gone, '2025-03-31', 'emigration')
    expect(code(await post(second, `/transfers/${ofGone.transferId}/release`))).toBe('transfer.lapsed')
    // To the city that asked it waits on, as it would for nobody.
    expect((await get(wuhu, `/transfers/${ofGone.transferId}`)).body).toMatchObject({ status: 'requested' })
    expect((await get(hefei, `/transfers/${ofGone.transferId}`)).body).toMatchObject({ status: 'lapsed' })
    const evidence = { kind: 'medical-certificate', number: '2025-1' }
    await post(publicSecurity, `/persons/${dying}/deaths`, { on: '2025-08-01', evidence })
    expect(code(await post(hefei, `/transfers/${ofDying.transferId}/release`))).toBe(
      'transfer.report-waiting',
    )
  })

  it('is not carried over by one hand that ends their coverage and opens it elsewhere', async () => {
    const person = await enrolled(9)
    const both = { scope: 'public-security education', division: '340000', sub: 'one-clerk' }
    await post(both, `/persons/${person}/end`, { on: '2025-05-31', reason: 'left-province' })
    const again = resident(9, { city: '340200', from: '2025-06-01' })
    expect(code(await post(both, '/persons', again))).toBe('enrollment.same-person')
    expect((await post(wuhu, '/persons', again)).body).toEqual({ personId: person })
  })

  it('is refused in the same words, whatever stands against their enrolment: their days, their death, another name', async () => {
    const [gone, dead] = [await enrolled(11), await enrolled(12)]
    await leaves(gone, '2025-05-31')
    const evidence = { kind: 'cremation-certificate', number: '2025-12' }
    await post(publicSecurity, `/persons/${dead}/deaths`, { on: '2025-08-01', evidence })
    await post(hefei, `/persons/${dead}/reports/1/approval`)
    const answers = [
      await post(wuhu, '/persons', resident(11, { city: '340200', from: '2025-05-31' })),
      await post(wuhu, '/persons', resident(11, { city: '340200', from: '2025-06-01', name: '李娜' })),
      await post(wuhu, '/persons', resident(12, { city: '340200', from: '2025-09-01' })),
    ]
    for (const answer of answers) {
      expect(code(answer)).toBe('enrollment.registered-elsewhere')
      expect(answer).toEqual(answers[0])
    }
  })

  it('is released or reported dead, where both happen at once: no report is left waiting in the former city', async () => {
    for (const serial of [13, 14, 15, 16, 17]) {
      const person = await enrolled(serial)
      const { transferId } = (await asked(serial)).body
      const evidence = { kind: 'medical-certificate', number: `2025-${serial}` }
      const [released, reported] = await Promise.all([
        post(hefei, `/transfers/${transferId}/release`),
        post(publicSecurity, `/persons/${person}/deaths`, { on: '2025-08-01', evidence }),
      ])
      const { city } = (await coverageOf(person)) as { city: string }
      expect(city).toBe(released.status === 200 ? '340200' : '340100')
      expect(reported.status).toBe(201)
      const { reports } = (await get(province, '/reports', { city })).body
      expect(reports).toContainEqual(expect.objectContaining({ personId: person }))
    }
  })

  it('is asked for by two cities at once, and goes to one', async () => {
    const person = await enrolled(10)
    const anqing = { scope: 'city', division: '340800' }
    const [one, other] = [await asked(10), await post(anqing, '/transfers', { ...whom(10), city: '340800' })]
    const released = await Promise.all(
      [one, other].map(({ body }) => post(hefei, `/transfers/${body.transferId}/release`)),
    )
    expect(released.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await coverageOf(person)) as object).toMatchObject({ to: null })
  })
})

describe('a death', () => {
  const evidence = { kind: 'household-cancellation', number: '皖公户销2025-0071' }

  it('is reported with evidence and changes nothing until another person approves it', async () => {
    const person = await enrolled(20)
    const before = await coverageOf(person)
    const deaths = `/persons/${person}/deaths`
    expect(
      code(await post(publicSecurity, `/persons/${person}/end`, { on: '2025-08-01', reason: 'death' })),
    ).toBe('request.invalid')
    expect(code(await post(hefei, deaths, { on: '2025-08-01' }))).toBe('request.invalid')
    expect(code(await post(wuhu, deaths, { on: '2025-08-01', evidence }))).toBe('enrollment.person-unknown')
    expect(await post(hefei, deaths, { on: '2025-08-01', evidence })).toMatchObject({
      status: 201,
      body: { number: 1, status: 'reported' },
    })
    expect(code(await post(publicSecurity, deaths, { on: '2025-08-02', evidence }))).toBe('report.waiting')
    expect(await coverageOf(person)).toEqual(before)
    const list = await get(hefei, '/reports', { city: '340100' })
    expect(list.body.reports).toContainEqual(expect.objectContaining({ personId: person, ageDays: 0 }))
    const approval = `/persons/${person}/reports/1/approval`
    expect(code(await post(hefei, approval))).toBe('report.same-person')
    expect(code(await post(publicSecurity, approval))).toBe('caller.no-scope')
    expect((await post(second, approval)).body).toMatchObject({ evidenceNumber: evidence.number })
    expect(await coverageOf(person)).toMatchObject({ to: '2025-08-01' })
    expect((await post(second, approval)).body).toMatchObject({ status: 'approved' })
    expect(code(await post({ ...second, sub: 'third' }, approval))).toBe('approval.done')
    expect(JSON.stringify(await service.items())).not.toContain(evidence.number)
  })

  it('is taken back by two hands with evidence, and the coverage is open again', async () => {
    const person = await enrolled(21)
    const before = await coverageOf(person)
    const back = {
      reason: '同名误销户',
      evidence: { kind: 'household-restoration', number: '皖公户复2025-0009' },
    }
    expect(code(await post(hefei, `/persons/${person}/death-corrections`, back))).toBe('death.not-recorded')
    await post(publicSecurity, `/persons/${person}/deaths`, { on: '2025-08-01', evidence })
    await post(hefei, `/persons/${person}/reports/1/approval`)
    await post(hefei, `/persons/${person}/death-corrections`, back)
    expect(await coverageOf(person)).toMatchObject({ to: '2025-08-01' })
    expect(code(await post(hefei, `/persons/${person}/reports/2/approval`))).toBe('report.same-person')
    await post(second, `/persons/${person}/reports/2/approval`)
    expect(await coverageOf(person)).toEqual(before)
  })

  it('of somebody who had left, before they did, cuts what they were covered, and they are not covered again', async () => {
    const person = await enrolled(22)
    await leaves(person, '2025-05-31')
    const left = await coverageOf(person)
    expect(
      await post(publicSecurity, `/persons/${person}/deaths`, { on: '2025-03-10', evidence }),
    ).toMatchObject({ body: { number: 2 } })
    await post(second, `/persons/${person}/reports/2/approval`)
    expect(await coverageOf(person)).toMatchObject({ to: '2025-03-10' })
    expect(code(await post(hefei, '/persons', resident(22, { from: '2025-07-01' })))).toBe(
      'enrollment.deceased',
    )
    expect(code(await post(hefei, `/persons/${person}/deaths`, { on: '2025-03-11', evidence }))).toBe(
      'enrollment.deceased',
    )
    expect(await violations()).toEqual([])
    const back = {
      reason: '同名误销户',
      evidence: { kind: 'household-restoration', number: '皖公户复2025-0010' },
    }
    await post(hefei, `/persons/${person}/death-corrections`, back)
    await post(second, `/persons/${person}/reports/3/approval`)
    expect(await coverageOf(person)).toEqual(left)
    expect(await violations()).toEqual([])
  })
})

describe('someone who lives and leaves', () => {
  it('is reported with evidence by an officer, and covered until another person approves it', async () => {
    const person = await enrolled(30)
    const before = await coverageOf(person)
    const leavings = `/persons/${person}/leavings`
    const leaving = { on: '2025-08-01', reason: 'emigration', evidence }
    expect(
      code(await post(hefei, `/persons/${person}/end`, { on: '2025-08-01', reason: 'emigration' })),
    ).toBe('caller.no-scope')
    expect(code(await post(hefei, leavings, { ...leaving, evidence: undefined }))).toBe('request.invalid')
    expect(code(await post(publicSecurity, leavings, leaving))).toBe('caller.no-scope')
    expect(code(await post(wuhu, leavings, leaving))).toBe('enrollment.person-unknown')
    expect(await post(hefei, leavings, leaving)).toMatchObject({ status: 201, body: { number: 1 } })
    expect(code(await post(second, leavings, leaving))).toBe('report.waiting')
    expect(await coverageOf(person)).toEqual(before)
    const approval = `/persons/${person}/reports/1/approval`
    for (const sub of ['clerk-340100', ' Clerk-340100 '])
      expect(code(await post({ ...hefei, sub }, approval))).toBe('report.same-person')
    expect((await post(second, approval)).body).toMatchObject({
      ...{ says: 'left', leaves: 'emigration', on: '2025-08-01', status: 'approved' },
      ...{ evidenceKind: 'own-application', evidenceNumber: evidence.number },
      ...{ reportedBy: 'clerk-340100', decidedBy: 'second-hefei' },
    })
    expect(await coverageOf(person)).toMatchObject({ to: '2025-08-01' })
    expect((await post(second, approval)).body).toMatchObject({ status: 'approved' })
    expect(code(await post({ ...second, sub: 'third' }, approval))).toBe('approval.done')
    expect(code(await post(hefei, leavings, leaving))).toBe('enrollment.not-covered')
    expect(JSON.stringify(await service.items())).not.toContain(evidence.number)
  })

  it('stays covered when the second hand refuses it, with a reason, and can be reported anew', async () => {
    const person = await enrolled(31)
    const leaving = { on: '2025-08-01', reason: 'other', evidence }
    await post(hefei, `/persons/${person}/leavings`, leaving)
    const refusal = `/persons/${person}/reports/1/refusal`
    expect(code(await post(hefei, refusal, { reason: '材料不全' }))).toBe('report.same-person')
    expect((await post(second, refusal, { reason: '材料不全' })).body).toMatchObject({
      ...{ status: 'refused', refusedFor: '材料不全' },
    })
    expect(await coverageOf(person)).toMatchObject({ to: null })
    expect((await post(hefei, `/persons/${person}/leavings`, leaving)).body).toMatchObject({ number: 2 })
  })

  it('is not opened elsewhere by either hand that ended their coverage', async () => {
    const person = await enrolled(32)
    await leaves(person, '2025-05-31')
    const elsewhere = resident(32, { city: '340200', from: '2025-06-01' })
    const education = { scope: 'education', division: '340000' }
    for (const sub of ['clerk-340100', 'second-hefei'])
      expect(code(await post({ ...education, sub }, '/persons', elsewhere))).toBe('enrollment.same-person')
    expect((await post(wuhu, '/persons', elsewhere)).body).toEqual({ personId: person })
  })

  it('is ended at once by public security, which registers it itself', async () => {
    const person = await enrolled(33)
    const end = { on: '2025-08-01', reason: 'military-service' }
    expect(code(await post(publicSecurity, `/persons/${person}/end`, { ...end, reason: 'other' }))).toBe(
      'request.invalid',
    )
    expect(await post(publicSecurity, `/persons/${person}/end`, end)).toMatchObject({
      body: { status: 'ended', coverage: { to: '2025-08-01' } },
    })
    // A leaving that waited says the same meanwhile: it is refused, and not approved for nothing.
    const late = await enrolled(34)
    await post(hefei, `/persons/${late}/leavings`, { ...end, evidence })
    await post(publicSecurity, `/persons/${late}/end`, end)
    expect(code(await post(second, `/persons/${late}/reports/1/approval`))).toBe('enrollment.not-covered')
    expect((await post(second, `/persons/${late}/reports/1/refusal`, { reason: '公安已登记' })).status).toBe(
      200,
    )
  })

  it('is back from service by two hands with evidence, and the night sees a return by none', async () => {
    const person = await enrolled(36)
    await post(publicSecurity, `/persons/${person}/end`, { on: '2025-03-31', reason: 'military-service' })
    const back = { on: '2025-08-01', evidence: { kind: 'discharge-certificate', number: '皖退役2025-1' } }
    expect(code(await post(hefei, `/persons/${person}/returns`, { ...back, on: '2025-03-31' }))).toBe(
      'enrollment.return-too-early',
    )
    expect(await post(hefei, `/persons/${person}/returns`, back)).toMatchObject({ body: { number: 1 } })
    expect((await post(second, `/persons/${person}/reports/1/approval`)).body).toMatchObject({
      ...{ says: 'returned', on: '2025-08-01', status: 'approved' },
    })
    expect(await violations()).toEqual([])
  })

  it('by one hand, without evidence, or approved for nothing is found', async () => {
    const person = await enrolled(35)
    await leaves(person, '2025-05-31')
    const read = async (sk: string) => {
      const item = await service.store.get({ pk: `PERSON#${person}`, sk })
      if (!item) throw new Error('no record')
      return item
    }
    const [report, coverage] = [await read('REPORT#000001'), await read('COVERAGE')]
    const insured = coverage.insured as { spells: object[] }
    const spells = (more: object) => ({
      ...coverage,
      insured: { ...insured, spells: [{ ...insured.spells[0], ...more }] },
    })
    const planted = [
      [{ ...report, decided: report.reported }, 'one person reported and approved it'],
      [
        { ...report, decided: { ...(report.decided as object), on: '2025-01-05' } },
        'it was decided before it was reported',
      ],
      [{ ...report, sealed: undefined }, 'it has no evidence'],
      [{ ...report, status: 'reported' }, 'its report was not approved'],
      [{ ...report, on: '2025-04-30' }, 'its report names another day'],
      [spells({ endReport: undefined }), 'one hand ended their coverage'],
      [spells({ endedBy: undefined, endReport: undefined }), 'nobody says who ended their coverage'],
    ] as const
    for (const [item, what] of planted) {
      await backDoor.put(item as typeof report)
      expect(await violations()).toContainEqual(expect.objectContaining({ where: person, what }))
      await backDoor.put(report)
      await backDoor.put(coverage)
    }
    expect(await violations()).toEqual([])
  })
})

it('and whatever was done leaves nothing that the night finds', async () => {
  expect(await violations()).toEqual([])
})

/** The first day of this month, to which one hand may still date a move. */
const thisMonth = `${chinaDay(new Date()).slice(0, 7)}-01`
const entitledDays = async (personId: string) =>
  (
    (await get(province, `/persons/${personId}`)).body.entitlements as {
      spells: { employment: string; from: string; to: string }[]
    }[]
  ).flatMap(({ spells }) => spells.map(({ employment, from, to }) => `${employment} ${from}/${to}`))

/** What `verify` says across services of what enrollment records. */
const unproven = async (): Promise<unknown[]> => {
  const { see, finish } = retiredByProof.start()
  for (const item of await service.items()) see('enrollment', item)
  return [...finish().violations]
}
/** Each year that a person who retires in 2025 has a right in, up to today. */
const yearsOfRight = Number(chinaDay(new Date()).slice(0, 4)) - 2024
const certificate = { kind: 'contribution-certificate', number: '苏社保凭证2024-8812' }
/** Whoever retires in 2025 was born in 1960. */
const pensioner = (serial: number) =>
  resident(serial, {
    ...{ idNumber: idNumberOf('1960-05-20', 2 * serial), birthOn: '1960-05-20' },
    ...{ scheme: 'employee', employment: 'retired' },
  })

describe('months that were paid elsewhere', () => {
  it('are typed by nobody who enrols, one by one or by a file, and give no right before two hands proved them', async () => {
    const typed = await post(hefei, '/persons', { ...pensioner(60), paidMonths: 420 })
    expect(typed).toMatchObject({ status: 422, body: { code: 'enrollment.months-by-report' } })
    const person = String((await post(hefei, '/persons', pensioner(60))).body.personId)
    const months = (more: object) => post(hefei, `/persons/${person}/paid-months`, more)
    expect(code(await months({ months: 420 }))).toBe('request.invalid')
    expect(code(await months({ months: 600, evidence: certificate }))).toBe('person.too-many-months')
    expect((await months({ months: 300, evidence: certificate })).status).toBe(201)
    expect(await entitledDays(person)).toEqual([])
    expect(code(await post(hefei, `/persons/${person}/reports/1/approval`))).toBe('report.same-person')
    expect((await post(second, `/persons/${person}/reports/1/approval`)).status).toBe(200)
    expect((await entitledDays(person))[0]).toBe('retired 2025-01-01/2025-12-31')
    expect([...(await violations()), ...(await unproven())]).toEqual([])
  })

  it('say which are deemed paid and when they were insured, and are refused where that cannot be', async () => {
    const person = String((await post(hefei, '/persons', pensioner(63))).body.personId)
    const months = (more: object) =>
      post(hefei, `/persons/${person}/paid-months`, { months: 300, evidence: certificate, ...more })
    const period = (from: string, to: string) => ({ scheme: 'employee', from, to })
    expect(await months({ deemed: 301 })).toMatchObject({
      body: { code: 'person.deemed-above-months', figures: { deemed: 301, months: 300 } },
    })
    for (const periods of [
      [period('2004-01', '2004-12'), period('2004-12', '2005-12')],
      [period('2024-01', '2025-01')],
      [period('2004-01', '2014-01')],
    ])
      expect(code(await months({ deemed: 180, periods }))).toBe('person.periods-do-not-fit')
    const periods = [period('2004-01', '2013-12')]
    expect((await months({ deemed: 180, periods })).status).toBe(201)
    expect((await post(second, `/persons/${person}/reports/1/approval`)).body).toMatchObject({
      ...{ months: 300, deemed: 180, periods },
    })
    // Of 300 months 120 were paid: Hefei asks for 180.
    expect(await entitledDays(person)).toEqual([])
    await months({ deemed: 120, periods })
    await post(second, `/persons/${person}/reports/2/approval`)
    expect((await entitledDays(person))[0]).toBe('retired 2025-01-01/2025-12-31')
    expect([...(await violations()), ...(await unproven())]).toEqual([])
  })

  it('that a later report corrects count no longer: the right goes with them', async () => {
    const person = String((await post(hefei, '/persons', pensioner(61))).body.personId)
    for (const [number, months] of [300, 120].entries()) {
      await post(hefei, `/persons/${person}/paid-months`, { months, evidence: certificate })
      await post(second, `/persons/${person}/reports/${number + 1}/approval`)
    }
    expect(await entitledDays(person)).toEqual([])
    expect([...(await violations()), ...(await unproven())]).toEqual([])
  })

  it('and a right on them, planted with one hand, are found', async () => {
    const person = String((await post(hefei, '/persons', pensioner(62))).body.personId)
    await post(hefei, `/persons/${person}/paid-months`, { months: 300, evidence: certificate })
    await post(second, `/persons/${person}/reports/1/approval`)
    const key = { pk: `PERSON#${person}`, sk: 'COVERAGE' }
    const right = await service.store.get(key)
    const report = await service.store.get({ pk: key.pk, sk: 'REPORT#000001' })
    if (!right || !report) throw new Error('nothing recorded')
    const insured = right.insured as { spells: Item[] }
    const [spell] = insured.spells
    const plant = (more: object) =>
      backDoor.put({ ...right, insured: { ...insured, spells: [{ ...spell, ...more }] } })
    await plant({ proven: undefined, broughtMonths: 300 })
    expect(await violations()).toContainEqual(
      expect.objectContaining({ where: person, what: 'one hand typed months that were paid elsewhere' }),
    )
    expect(await unproven()).toHaveLength(yearsOfRight)
    await plant({ proven: [{ months: 360, report: 1 }] })
    expect(await violations()).toContainEqual(
      expect.objectContaining({ where: person, what: 'its report names other months' }),
    )
    await backDoor.put(right)
    await backDoor.put({ ...report, decided: { ...(report.reported as object), on: '2025-01-01' } })
    expect(await violations()).toContainEqual(
      expect.objectContaining({ where: person, what: 'one person reported and approved it' }),
    )
    expect(await unproven()).toHaveLength(yearsOfRight)
    await backDoor.put(report)
    expect([...(await violations()), ...(await unproven())]).toEqual([])
  })
})

describe('a move', () => {
  const flexible = { scheme: 'employee', city: '340100', employment: 'flexible' }
  const proof = { kind: 'labour-end', number: '解除合同2025-117' }

  it('back into months past, or into retirement, is nothing that one hand does', async () => {
    const born = { idNumber: idNumberOf('1990-05-20', 140), birthOn: '1990-05-20' }
    const person = String((await post(hefei, '/persons', resident(70, born))).body.personId)
    const move = (body: object) => post(hefei, `/persons/${person}/moves`, body)
    const back = { ...flexible, from: '2025-06-01' }
    expect(await move(back)).toMatchObject({
      status: 422,
      body: { code: 'enrollment.second-hand-needed', figures: { earliest: thisMonth } },
    })
    expect(code(await move({ ...flexible, employment: 'retired', from: thisMonth }))).toBe(
      'enrollment.second-hand-needed',
    )
    const reports = `/persons/${person}/move-reports`
    const young = { ...flexible, employment: 'retired', from: '2025-06-01', evidence: proof }
    expect(code(await post(hefei, reports, young))).toBe('person.too-young')
    await post(hefei, reports, { ...back, evidence: proof })
    expect(await coverageOf(person)).toMatchObject({ scheme: 'resident', from: '2025-01-01' })
    expect((await post(second, `/persons/${person}/reports/1/approval`)).status).toBe(200)
    expect(await coverageOf(person)).toMatchObject({ employment: 'flexible', from: '2025-06-01' })
    const employed = { ...flexible, employment: 'employed', employerId: 'E1', from: thisMonth }
    expect((await move(employed)).status).toBe(200)
    expect((await move(employed)).status).toBe(200)
    expect(await violations()).toEqual([])
  })

  it('back by one hand is found where it is planted, and so is one that nobody says who made', async () => {
    const person = await enrolled(71)
    await post(hefei, `/persons/${person}/moves`, { ...flexible, from: thisMonth })
    const right = await service.store.get({ pk: `PERSON#${person}`, sk: 'COVERAGE' })
    if (!right) throw new Error('nothing recorded')
    const insured = right.insured as { spells: Item[] }
    const [first = {}, moved] = insured.spells
    const told = async (change: object) => {
      await backDoor.put({ ...right, insured: { ...insured, spells: [first, { ...moved, ...change }] } })
      return ((await violations()) as { what: string }[]).map(({ what }) => what)
    }
    expect(await told({ movedOn: '2031-01-01' })).toEqual(['one hand moved them back into months past'])
    expect(await told({ movedOn: undefined })).toEqual(['nobody says when their coverage was moved'])
    expect(await told({ employment: 'retired' })).toEqual(['one hand retired them'])
    await backDoor.put(right)
    expect(await violations()).toEqual([])
  })
})

describe('an enrolment that comes again with its key, its answer lost', () => {
  it('is answered as first, though the person went to another city, or is another by now', async () => {
    const { store, wrapping } = service
    const policy = readPolicy('shared/policy/anhui')
    const effects = { store, policy: () => policy, secrets: keepSecrets(openKeyRing(store, wrapping)) }
    const body = newPerson.parse(resident(75))
    const tokens = await effects.secrets.tokensOf(certificateOf(body), body)
    const enrolment = {
      ...{ person: body, tokens, commandId: 'lost-1', today: '2025-01-01' },
      by: { subject: 'clerk-340100', division: '340100' },
      reachesCity: (city: string) => city === '340100',
    }
    const first = await enrolPerson(enrolment, effects)
    const { transferId } = (await asked(75)).body
    expect((await post(hefei, `/transfers/${transferId}/release`)).status).toBe(200)
    expect(await enrolPerson(enrolment, effects)).toEqual(first)
    expect(await enrolPerson({ ...enrolment, commandId: 'another' }, effects)).toMatchObject({
      refusal: { code: 'enrollment.registered-elsewhere' },
    })
  })
})

describe('who a person is', () => {
  const police = { kind: 'police-certificate', number: '皖公更2025-33' }
  const reason = '公安机关更正出生日期'
  const right = (serial: number) => ({
    ...{ idNumber: idNumberOf('1980-05-21', 2 * serial), birthOn: '1980-05-21', sex: 'female' },
    ...{ reason, evidence: police },
  })
  const found = async (number: string) =>
    (
      (await post(hefei, '/persons/look-ups', { certificate: { number } })).body.persons as {
        personId: string
      }[]
    ).map(({ personId }) => personId)

  it('is corrected by two hands: the new number finds them, the old one too, and every year is told again', async () => {
    const person = await enrolled(80)
    await service.deliver(
      billPaid([person], {
        ...{ billId: `R-${person}-2025`, scheme: 'resident', from: '2025-01', to: '2025-12' },
        paidOn: '2024-12-01',
      }),
    )
    const path = `/persons/${person}/identity-corrections`
    const { idNumber } = right(80)
    expect(code(await post(hefei, path, { ...right(80), birthOn: '1980-05-22' }))).toBe(
      'id-number.birth-differs',
    )
    expect(code(await post(hefei, path, { ...right(80), sex: 'male' }))).toBe('id-number.sex-differs')
    expect(code(await post(hefei, path, { ...right(80), idNumber: `${idNumber.slice(0, 17)}A` }))).toBe(
      'id-number.malformed',
    )
    expect((await post(hefei, path, right(80))).status).toBe(201)
    expect(await found(idNumber)).toEqual([])
    expect((await post(second, `/persons/${person}/reports/1/approval`)).status).toBe(200)
    expect(await found(idNumber)).toEqual([person])
    expect(await found(resident(80).idNumber)).toEqual([person])
    const { body } = await get(province, `/persons/${person}`)
    expect(body).toMatchObject({
      coverage: { birthOn: '1980-05-21' },
      entitlements: [{ year: 2025, version: 2 }],
    })
    expect(code(await post(hefei, path, right(80)))).toBe('enrollment.identity-unchanged')
    const once = async () => {
      const checks = invariantsOfPersons.map((invariant) => invariant.start())
      for (const item of await service.items()) for (const check of checks) check.see(item)
      return checks.flatMap((check) => check.finish().violations)
    }
    expect(await once()).toEqual([])
    const [claim] = (await service.items()).filter(
      (item) => item.kind === 'certificate' && item.personId === person,
    )
    if (!claim) throw new Error('no certificate')
    await backDoor.put({ ...claim, pk: 'CERTIFICATE#another', token: 'another' })
    expect(await once()).toMatchObject([{ where: person, figures: { found: 3 } }])
    await backDoor.remove({ pk: 'CERTIFICATE#another', sk: claim.sk })
    expect(await violations()).toEqual([])
    expect(JSON.stringify(await service.items())).not.toContain(idNumber)
  })

  it('is not corrected to a number of somebody else, which is told and not taken', async () => {
    const [person, other] = [await enrolled(81), await enrolled(82)]
    const taken = { ...right(81), idNumber: resident(82).idNumber, birthOn: '1980-05-20' }
    expect(code(await post(hefei, `/persons/${person}/identity-corrections`, taken))).toBe(
      'enrollment.number-of-another',
    )
    expect(await found(resident(82).idNumber)).toEqual([other])
  })
})

describe('a file of reports', () => {
  const columns = 'id_number,name,says,on,leaves,months,right_name,reason,evidence_kind,evidence_number'
  const fileOf = (...rows: readonly string[]) => ({
    contentBase64: Buffer.from([columns, ...rows].join('\n')).toString('base64'),
  })
  const send = async (...rows: readonly string[]) =>
    (await post(hefei, '/report-files', fileOf(...rows))).body
  const idOf = (serial: number) => resident(serial).idNumber

  it('makes reports that wait for another person, names bad rows by their lines, and is safe to send twice', async () => {
    const persons = [await enrolled(90), await enrolled(91), await enrolled(92)]
    const rows = [
      `${idOf(90)},王芳,died,2025-08-01,,,,,medical-certificate,死证2025-1`,
      `${idOf(91)},王芳,更正姓名,,,,王方,录入时写错字,identity-card,身份证正面`,
      `${idOf(92)},王芳,退保,2025-08-01,other,,,,own-application,申请2025-9`,
      `${idOf(92)},李娜,死亡,2025-08-01,,,,,medical-certificate,死证2025-2`,
      `${idOf(92)},王芳,死亡,2025-08-01,,12,,,medical-certificate,死证2025-3`,
      `${idOf(92)},王芳,死亡,,,,,,own-application,死证2025-3`,
    ]
    const first = await send(...rows)
    expect(first).toMatchObject({
      rows: 6,
      reported: persons.map((personId, index) => ({ line: index + 2, personId, number: 1 })),
      bad: [
        { line: 5, column: 'id_number', code: 'enrollment.person-unknown' },
        { line: 6, column: 'months', code: 'import.invalid-cell' },
        { line: 7, code: 'import.invalid-cell' },
        { line: 7, code: 'import.invalid-cell' },
      ],
    })
    expect(await send(...rows)).toEqual(first)
    // To another city they are as unknown as nobody.
    const elsewhere = (await post(wuhu, '/report-files', fileOf(...rows.slice(0, 3)))).body
    expect(elsewhere).toMatchObject({
      reported: [],
      bad: [2, 3, 4].map((line) => ({ line, code: 'enrollment.person-unknown' })),
    })
    const reports = persons.map((personId) => ({ personId, number: 1 }))
    expect((await post(hefei, '/reports/approvals', { reports })).body).toMatchObject({
      approved: [],
      refused: persons.map((personId) => ({ personId, code: 'report.same-person' })),
    })
    expect((await post(wuhu, '/reports/approvals', { reports })).body).toMatchObject({
      approved: [],
      refused: persons.map((personId) => ({ personId, code: 'report.unknown' })),
    })
    expect((await post(second, '/reports/approvals', { reports })).body).toEqual({
      approved: reports,
      refused: [],
    })
    expect(await coverageOf(persons[0] ?? '')).toMatchObject({ to: '2025-08-01' })
    const again = (await send(...rows)) as { reported: { number: number; status: string }[] }
    expect(again.reported.filter(({ number, status }) => number === 1 && status === 'approved')).toHaveLength(
      2,
    )
    expect(await violations()).toEqual([])
  })

  it('with a column that nobody reads is refused, and a preview reports nothing', async () => {
    const person = await enrolled(93)
    const row = `${idOf(93)},王芳,died,2025-08-01,,,,,medical-certificate,死证2025-4`
    const unknown = Buffer.from(`${columns},remark\n${row},x`).toString('base64')
    expect(code(await post(hefei, '/report-files', { contentBase64: unknown }))).toBe('file.column-unknown')
    expect(code(await post(hefei, '/report-files', { ...fileOf(row), sender: 'nobody' }))).toBe(
      'import.sender-unknown',
    )
    const looked = await post(hefei, '/report-files', { ...fileOf(row), preview: true })
    expect(looked.body).toMatchObject({ reported: [{ line: 2, personId: person }], bad: [] })
    expect((await get(hefei, `/persons/${person}/reports`)).body).toMatchObject({ reports: [] })
  })
})

describe('an aid category of days past', () => {
  const evidence = { kind: 'civil-affairs-notice', number: '合民救2025-77' }
  const says = (aid: string, from: string) => ({ aid, from, reason: '民政补发认定', evidence })
  const aids = async (personId: string) => {
    const { entitlements } = (await get(province, `/persons/${personId}`)).body as {
      entitlements: { spells: { aid: string; from: string; to: string }[] }[]
    }
    return entitlements.flatMap(({ spells }) => spells.map(({ aid, from, to }) => `${aid} ${from}/${to}`))
  }

  it('is said by civil affairs and approved by the city, before another that is recorded and in place of a wrong one', async () => {
    const { civilAffairs } = tokens
    const person = await enrolled(480)
    await service.deliver(
      billPaid([person], {
        ...{ billId: `R-${person}-2025`, scheme: 'resident', from: '2025-01', to: '2025-12' },
        paidOn: '2024-12-01',
      }),
    )
    const set = { aid: 'monitored', from: '2025-07-01' }
    await service.call(civilAffairs, 'PUT', `/persons/${person}/aid`, { key: 'aid-90', body: set })
    const path = `/persons/${person}/aid-corrections`
    expect(code(await post(civilAffairs, path, says('monitored', '2025-07-01')))).toBe(
      'enrollment.aid-unchanged',
    )
    const early = (await post(civilAffairs, path, says('minimum-living', '2025-03-01'))).body
    expect(await aids(person)).toEqual(['none 2025-01-01/2025-06-30', 'monitored 2025-07-01/2025-12-31'])
    expect(code(await post(civilAffairs, `/persons/${person}/reports/${early.number}/approval`))).toBe(
      'caller.no-scope',
    )
    await post(hefei, `/persons/${person}/reports/${early.number}/approval`)
    expect(await aids(person)).toEqual([
      'none 2025-01-01/2025-02-28',
      'minimum-living 2025-03-01/2025-06-30',
      'monitored 2025-07-01/2025-12-31',
    ])
    const wrong = (await post(hefei, path, says('minimum-living', '2025-07-01'))).body
    expect(code(await post(hefei, `/persons/${person}/reports/${wrong.number}/approval`))).toBe(
      'report.same-person',
    )
    await post(second, `/persons/${person}/reports/${wrong.number}/approval`)
    expect(await aids(person)).toEqual(['none 2025-01-01/2025-02-28', 'minimum-living 2025-03-01/2025-12-31'])
    expect(await violations()).toEqual([])
  })
})
