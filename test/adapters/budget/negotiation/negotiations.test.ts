import { describe, expect, it } from 'vitest'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { onDay } from '#test/support/on-day.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { agreeOn } from '../agreement/signed-by-both.ts'
import { group, inpatientClaim } from '../claims.ts'
import { agreeWith, decideQuotas } from '../decided-quotas.ts'
import type { Caller, CallerName, Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'
import type { Position } from './negotiating.ts'
import {
  answer,
  beginInDecember,
  candidate,
  candidates,
  fund,
  negotiating,
  round,
  setToday,
} from './negotiating.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})
beginInDecember()
const { approveTarget, draft, propose, positions, giveWay } = negotiating(() => office)

const total = (all: readonly Position[], part: 'inpatient' | 'outpatient') =>
  all.reduce((sum, { amounts }) => sum + amounts[part], 0)

/** Whoever speaks for a hospital. */
const speakerOf = (institution: string): Caller => ({
  ...{ sub: `of-${institution}`, scope: 'institution', division: '340100', institution },
})

describe('a year’s rounds', () => {
  const listed = async (caller: CallerName, more: object = {}) =>
    (await office.get(caller, '/negotiations', { ...fund, year: '2025', ...more })).body

  it('are listed for the office from the draft on; an institution sees where it stands once it is proposed to', async () => {
    await approveTarget()
    await draft()
    const own = { institution: 'H34010002' }
    expect(await listed('maker')).toMatchObject({ rounds: [{ number: 1, status: 'drafted' }] })
    expect(await listed('otherHospital', own)).toEqual({ rounds: [] })
    await propose()
    const [round_] = (await listed('otherHospital', own)).rounds as unknown as {
      answerBy: string
      position: object
    }[]
    expect(round_).toMatchObject({ status: 'proposed', position: { ...own, status: 'proposed' } })
    expect(round_?.position).toMatchObject({ answerBy: round_?.answerBy })
    expect((await listed('hospital', own)).code).toBe('caller.other-institution')
    expect((await listed('hospital')).code).toBe('caller.other-institution')
  })
})

describe('quotas negotiated in the open', () => {
  it('come out of the approved target, sum to it, and end in the published plan that settlement reads', async () => {
    expect((await approveTarget()).body).toMatchObject({
      status: 'approved',
      amounts: { inpatient: 47_530_000_000, outpatient: 10_670_000_000 },
      total: 58_200_000_000,
    })
    expect(await draft()).toMatchObject({ status: 201, body: { status: 'drafted', number: 1 } })
    expect((await office.get('hospital', `${round()}/positions`)).body.code).toBe('negotiation.not-open')
    expect((await propose()).body.status).toBe('proposed')

    const offered = await positions('hospital')
    expect(total(offered, 'inpatient')).toBe(47_530_000_000)
    const second = offered[1]?.amounts ?? { inpatient: 0, outpatient: 0 }
    const wish = { amounts: { ...second, inpatient: second.inpatient + 10_000_000 }, comment: 'a new ward' }
    expect(
      (await office.post('otherHospital', answer('H34010002', 'counter-proposal'), wish)).body.status,
    ).toBe('counter-proposed')
    expect((await office.post('checker', `${round()}/agreement`)).body.code).toBe('negotiation.contested')
    expect((await office.post('maker', `${round()}/agreement`)).body.code).toBe(
      'negotiation.maker-is-checker',
    )
    const { body } = await giveWay()
    const states = (body.positions as unknown as Position[]).map(({ status }) => status)
    expect(states).toEqual(['proposed', 'agreed'])
    expect((await office.post('hospital', answer('H34010001', 'acceptance'))).body.status).toBe('agreed')
    expect((await office.post('checker', `${round()}/agreement`)).body.code).toBe('negotiation.still-open')
    setToday('2024-12-21')
    expect((await office.post('checker', `${round()}/agreement`, undefined, 'later')).body.status).toBe(
      'agreed',
    )
    for (const caller of ['maker', 'makerWrittenOtherwise', 'checker'] as const)
      expect((await office.post(caller, `${round()}/publication`)).body.code).toBe(
        'negotiation.maker-is-checker',
      )
    expect((await office.post('publisher', `${round()}/publication`)).body.status).toBe('published')

    const { plan, quotas } = (await office.get('hospital', '/quotas', { ...fund, year: '2025' }))
      .body as unknown as {
      plan: object
      quotas: { amount: number; months: number[]; derivation: { steps: { rule: string }[] } }[]
    }
    expect(plan).toMatchObject({
      version: 1,
      target: 58_200_000_000,
      amounts: { inpatient: 47_530_000_000, outpatient: 10_670_000_000 },
      publishedOn: '2024-12-21',
    })
    expect(quotas.reduce((sum, { amount }) => sum + amount, 0)).toBe(58_200_000_000)
    expect(quotas[1]?.derivation.steps.map(({ rule }) => rule)).toEqual([
      'history',
      'volume',
      'weight',
      'share',
      'history',
      'volume',
      'weight',
      'share',
      'counter-proposed',
      'proposed-anew',
    ])
    expect(await violationsIn(office)).toEqual([])
  })

  it('take an answer once, however often it comes, and each comment too', async () => {
    await approveTarget()
    await draft()
    await propose()
    const wish = { amounts: { inpatient: 1, outpatient: 1 }, comment: 'far less is enough' }
    const counter = () => office.post('hospital', answer('H34010001', 'counter-proposal'), wish)
    const [first, again] = [(await counter()).body, (await counter()).body]
    expect(again).toEqual(first)
    const say = (text: string, key: string) => office.post('hospital', `${round()}/comments`, { text }, key)
    await say('we open a ward in May', 'K1')
    await say('we open a ward in May', 'K1')
    expect((await say('something else', 'K1')).body.code).toBe('idempotency-key.other-payload')
    const { comments } = (await office.get('otherHospital', `${round()}/comments`)).body
    expect(comments).toEqual([
      expect.objectContaining({ institution: 'H34010001', on: '2024-12-01', text: 'we open a ward in May' }),
    ])
    expect(await violationsIn(office)).toEqual([])
  })

  it('are not accepted by an office, which takes down from paper only what an institution asks for', async () => {
    await approveTarget()
    await draft()
    await propose()
    const post = async (caller: CallerName | Caller, what: string, body?: object) =>
      (await office.post(caller, answer('H34010002', what), body)).body
    for (const caller of ['maker', 'checker'] as const)
      expect((await post(caller, 'acceptance')).code).toBe('caller.no-scope')
    const { amounts } = (await positions())[1] ?? { amounts: { inpatient: 0, outpatient: 0 } }
    const wish = { amounts: { ...amounts, inpatient: amounts.inpatient + 1 }, comment: 'a new ward' }
    const paper = { reason: 'its line is down', document: '2024-117' }
    expect((await post('publisher', 'counter-proposal', wish)).code).toBe('answer.on-paper')
    expect((await post('otherHospital', 'counter-proposal', { ...wish, paper })).code).toBe('answer.on-paper')
    expect((await post('maker', 'counter-proposal', { ...wish, paper })).code).toBe(
      'negotiation.maker-is-speaker',
    )
    const maker = { ...speakerOf('H34010002'), sub: 'maker' }
    expect((await post(maker, 'acceptance')).code).toBe('negotiation.maker-is-speaker')
    expect(await post('publisher', 'counter-proposal', { ...wish, paper })).toMatchObject({
      turns: [{ turn: 'counter-proposed', paper }],
    })
    await post('otherHospital', 'acceptance')
    setToday('2024-12-21')
    await office.post('checker', `${round()}/agreement`)
    expect((await office.post('publisher', `${round()}/publication`)).body.code).toBe(
      'negotiation.maker-is-speaker',
    )
    expect(await violationsIn(office)).toEqual([])
  })

  it('answered by all at the same time, count everybody', async () => {
    await approveTarget()
    await draft()
    await propose()
    await Promise.all(
      candidates.map(({ institution }) =>
        office.post(speakerOf(institution), answer(institution, 'acceptance')),
      ),
    )
    expect((await office.get('maker', round())).body.counts).toEqual({
      proposed: 0,
      'counter-proposed': 0,
      agreed: 3,
    })
    expect(await violationsIn(office)).toEqual([])
  })

  it('are answered by each institution for itself, in its own city, until the deadline', async () => {
    await approveTarget()
    await draft()
    await propose()
    const wish = { amounts: { inpatient: 1, outpatient: 1 }, comment: 'less is enough' }
    const counter = (caller: 'hospital' | 'otherHospital') =>
      office.post(caller, answer('H34010001', 'counter-proposal'), wish)
    expect((await counter('otherHospital')).body.code).toBe('caller.other-institution')
    expect((await office.post('hospital', `${round()}/agreement`)).body.code).toBe('caller.no-scope')
    for (const path of ['', '/positions', '/comments'])
      expect((await office.get('otherCity', `${round()}${path}`)).body.code).toBe('caller.other-division')
    expect((await office.get('otherCity', '/targets/340100/resident/2025')).body.code).toBe(
      'caller.other-division',
    )
    expect((await office.post('otherCity', `${round()}/agreement`)).body.code).toBe('caller.other-division')
    setToday('2024-12-16')
    expect((await counter('hospital')).body.code).toBe('negotiation.too-late')
    expect((await office.post('checker', `${round()}/agreement`)).body.status).toBe('agreed')
  })

  it('cut off after any write of the draft or the publication, go on to the same quotas', async () => {
    await approveTarget()
    office.crashAfter(1)
    expect((await draft()).status).toBe(500)
    expect((await office.get('maker', round())).body.code).toBe('negotiation.unknown')
    const { body } = await draft()
    office.crashAfter(2)
    const again = await draft({
      basis: { kind: 'formula', candidates, growth: { least: '-0.2', most: '0.3' } },
    })
    expect(again.status).toBe(500)
    expect((await draft({}, 'once-more')).body.draftId).toBe(body.draftId)
    await propose()
    setToday('2024-12-16')
    await office.post('checker', `${round()}/agreement`)
    for (const write of [1, 2]) {
      office.crashAfter(write)
      expect((await office.post('publisher', `${round()}/publication`)).status).toBe(500)
      expect(await violationsIn(office)).toEqual([])
    }
    expect((await office.post('publisher', `${round()}/publication`)).body.status).toBe('published')
    const { plan } = (await office.get('maker', '/quotas', { ...fund, year: '2025' })).body as unknown as {
      plan: { version: number; target: number }
    }
    expect(plan).toMatchObject({ version: 1, target: 58_200_000_000 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('of more institutions than a transaction holds, cut off after each write, are drafted and published whole', async () => {
    await approveTarget()
    const many = Array.from({ length: 130 }, (_, n) =>
      candidate(`H3401${String(n).padStart(4, '0')}`, 300_000_000 + n * 1_000_001, 80_000_000),
    )
    await agreeWith(
      office,
      { city: fund.city, year: 2025 },
      many.map(({ institution }) => institution),
    )
    const basis = { kind: 'formula', candidates: many, growth: { least: '-0.5', most: '0.5' } }
    // Three pieces of positions, then the round that makes them its own.
    for (const write of [1, 2, 3]) {
      office.crashAfter(write)
      expect((await draft({ basis })).status).toBe(500)
      expect((await office.get('maker', round())).body.code).toBe('negotiation.unknown')
    }
    office.crashAfter(4)
    expect((await draft({ basis })).status).toBe(500)
    expect((await draft({ basis })).status).toBe(201)
    await propose()
    setToday('2024-12-16')
    await office.post('checker', `${round()}/agreement`)
    for (const write of [1, 2, 3]) {
      office.crashAfter(write)
      expect((await office.post('publisher', `${round()}/publication`)).status).toBe(500)
      expect((await office.get('maker', '/quotas', { ...fund, year: '2025' })).status).toBe(404)
    }
    office.crashAfter(4)
    expect((await office.post('publisher', `${round()}/publication`)).status).toBe(500)
    expect((await office.post('publisher', `${round()}/publication`)).body.status).toBe('published')
    const { quotas } = (await office.get('maker', '/quotas', { ...fund, year: '2025' })).body
    const amounts = (quotas as unknown as { amount: number }[]).map(({ amount }) => amount)
    expect(amounts).toHaveLength(130)
    expect(amounts.reduce((whole, amount) => whole + amount, 0)).toBe(58_200_000_000)
    expect(await violationsIn(office)).toEqual([])
  })

  it('are either ended or proposed anew, when both are asked for at the same time', async () => {
    await approveTarget()
    await draft()
    await propose()
    for (const { institution } of candidates)
      await office.post(speakerOf(institution), answer(institution, 'acceptance'))
    const [ended, anew] = await Promise.all([office.post('checker', `${round()}/agreement`), giveWay()])
    const { status, counts } = (await office.get('maker', round())).body as unknown as {
      status: string
      counts: { proposed: number }
    }
    expect(status).toBe(ended.status === 200 ? 'agreed' : 'proposed')
    expect(counts.proposed).toBe(anew.status === 200 ? 2 : 0)
    expect(ended.status === 200 && anew.status === 200).toBe(false)
    expect(await violationsIn(office)).toEqual([])
  })

  it('are worked out from what the books say of the three years before, where nothing else is handed in', async () => {
    await approveTarget()
    const standing = (year: number, institution: string, inpatient: number) => ({
      kind: 'create' as const,
      item: {
        pk: `STANDINGS#340100#resident#${year}`,
        sk: institution,
        kind: 'institution-standing',
        institution,
        year,
        controlled: inpatient + 7_000_000_000,
        inpatient,
        inpatientDifference: 0,
        outpatientDifference: 0,
      },
    })
    await office.store.write([
      standing(2023, 'H34010001', 24_000_000_000),
      standing(2024, 'H34010001', 24_000_000_000),
      standing(2024, 'H34010002', 23_000_000_000),
    ])
    const { histories } = (await office.get('maker', '/quota-histories', { ...fund, year: '2025' })).body
    const year = (inpatient: number) => ({
      inpatient: { paid: inpatient, volume: 0 },
      outpatient: { paid: 7_000_000_000, volume: 0 },
    })
    expect(histories).toEqual([
      { institution: 'H34010001', years: [year(24_000_000_000), year(24_000_000_000)] },
      { institution: 'H34010002', years: [year(23_000_000_000)] },
    ])
    const booked = ['H34010001', 'H34010002'].map((institution) => ({
      institution,
      level: 2,
      category: 'general-hospital',
    }))
    // Visits fell by a quarter: the bounds are set aside for this year by the city.
    const growth = { least: '-0.5', most: '0.5' }
    expect((await draft({ basis: { kind: 'formula', candidates: booked, growth } })).status).toBe(201)
    // 47,530 by 24 : 23 is 24,270.638… and 23,259.361… of 10,000 yuan.
    expect((await positions()).map(({ amounts }) => amounts)).toEqual([
      { inpatient: 24_270_638_298, outpatient: 5_335_000_000 },
      { inpatient: 23_259_361_702, outpatient: 5_335_000_000 },
    ])
  })

  it('need an approved target, and every institution a history', async () => {
    expect((await draft()).body.code).toBe('target.not-approved')
    await approveTarget()
    const unknown = { ...candidates[0], years: [] }
    expect((await draft({ basis: { kind: 'formula', candidates: [unknown] } })).body.code).toBe(
      'quota.no-history',
    )
  })

  it('are only for institutions with an agreement of the year; who has none is refused by name', async () => {
    await approveTarget()
    const draftWith = async (institution: string) => {
      const other = { ...candidate(institution, 1_000_000, 100_000), institution }
      return (await draft({ basis: { kind: 'formula', candidates: [...candidates, other] } })).body
    }
    // Nobody, a hospital of another city, and one whose agreement begins in July.
    expect(await draftWith('H34019999')).toMatchObject({
      code: 'quota.no-agreement',
      figures: { institution: 'H34019999', year: 2025, month: '2025-01' },
    })
    expect((await draftWith('H34020001')).code).toBe('quota.no-agreement')
    const fromJuly = { institution: 'H34010004', from: '2025-07-01' }
    await agreeOn(office, { city: fund.city, year: 2025, on: '2024-12-01', agreements: [fromJuly] })
    expect((await draftWith('H34010004')).code).toBe('quota.no-agreement')
    const withdrawal = { from: '2025-03-01', reason: 'false volume found' }
    await onDay('2024-12-01', () =>
      office.post('maker', '/agreements/340100/2025/H34010003/withdrawals', withdrawal),
    )
    expect((await draft()).body).toMatchObject({
      code: 'quota.no-agreement',
      figures: { institution: 'H34010003' },
    })
  })

  it('take the years that the books have whole from the books, whatever is typed', async () => {
    await approveTarget()
    const booked = { city: fund.city, scheme: fund.scheme, year: 2024 }
    await decideQuotas(office, { ...booked, target: 100, institutions: [{ institution: 'H34010001' }] })
    await office.deliver(claimsSettled, group([inpatientClaim('C1')], '2024-12', 'resident'))
    setToday('2025-01-01')
    await office.post('maker', '/monthly-settlements', { ...fund, month: '2024-12', on: '2025-01-01' })
    await office.doWork()
    expect((await draft()).body).toMatchObject({
      code: 'quota.history-is-of-the-books',
      figures: { institution: 'H34010001', year: 2024 },
    })
  })
})
