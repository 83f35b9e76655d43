import { describe, expect, it, vi } from 'vitest'
import { agreementChanged } from '#shared/contracts/budget.ts'
import { onDay } from '#test/support/on-day.ts'
import { readAgreedTerms } from '../../../../services/budget/agreement/agreed-terms.ts'
import { agreementsAreSignedByBoth } from '../../../../services/budget/agreement/invariants.ts'
import type { Terms } from '../../../../services/budget/agreement/rules/agreement.ts'
import { toEvents } from '../../../../services/budget/outbox.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { easyIndexes } from '../easy-indexes.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'
import { agreeOn, agreeOnChange, clerkOf, signFor } from './signed-by-both.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const terms: Terms = {
  methods: { inpatient: { kind: 'by-item' }, outpatient: { kind: 'by-item' } },
  overspend: [{ upTo: '0.20', fund: '0.50' }],
  surplus: [{ kept: '0.30' }],
  surplusCap: '0.03',
  depositShare: '0.05',
  workingCapitalShare: '0.08',
  indexes: easyIndexes,
  depositReturn: [
    { from: '80', returned: '1' },
    { from: '0', returned: '0' },
  ],
}
const codeOf = (n: number) => `H3401${String(n).padStart(4, '0')}`
const drafts = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ institution: codeOf(n + 1), terms }))
const cityYear = { city: '340100', year: 2025, on: '2024-12-20' }
const propose = (agreements: readonly object[], caller: 'maker' | 'otherCity' = 'maker') =>
  office.post(caller, '/agreements', { ...cityYear, agreements })
const sign = (agreements: readonly { readonly institution: string }[]) =>
  agreeOn(office, { ...cityYear, agreements })
const one = `/agreements/340100/2025/${codeOf(1)}`
const suspension = { from: '2025-04-01', reason: 'false volume found' }
const withdrawal = { from: '2025-09-01', reason: 'moved to another city' }
/** What the office does alone is of the day on which it does it. */
const suspend = () => onDay('2025-03-28', () => office.post('maker', `${one}/suspensions`, suspension))
const withdrawAlone = () => onDay('2025-08-01', () => office.post('maker', `${one}/withdrawals`, withdrawal))

/** What the stream of the table would have shown the outbox: everything in force, as published. */
const published = async () => {
  const changes = (await office.recorded()).map((item) => ({ sequence: '1', item: item as never }))
  return toEvents(changes).flatMap(({ contract, event }) =>
    contract.detailType === agreementChanged.detailType ? [contract.schema.parse(event)] : [],
  )
}

const statesOf = ({ body }: Awaited<ReturnType<typeof propose>>) =>
  (body.rows as unknown as { status: string }[]).map(({ status }) => status)
const ownClerk = clerkOf(codeOf(1))
const reason = 'the bands are too narrow'

describe('service agreements', () => {
  it('are proposed to fifty institutions at once, and hold when each has signed its own', async () => {
    const first = await propose(drafts(50))
    expect(first.status).toBe(201)
    expect(first.body.rows).toHaveLength(50)
    expect(first.body.rows).toContainEqual({ institution: codeOf(50), status: 'proposed', number: 1 })
    expect((await propose(drafts(51))).body.code).toBe('request.invalid')
    for (const { institution } of drafts(50)) await signFor(office, cityYear, institution)
    expect(new Set(statesOf(await propose(drafts(50))))).toEqual(new Set(['repeated']))
    const { agreements } = (await office.get('maker', '/agreements', { city: '340100', year: '2025' })).body
    expect(agreements).toHaveLength(50)
    expect(await published()).toHaveLength(50)
    expect(await violationsIn(office)).toEqual([])
  })

  it('are signed for codes that an institution of the city can have, and for no others', async () => {
    const codes = ['H9', 'H34020001', '34010001', 'X34010001', 'H340100000000000001', 'P34010200001']
    const { rows } = (await propose(codes.map((institution) => ({ institution, terms })))).body
    expect(
      (rows as unknown as { status: string; code?: string }[]).map(({ code, status }) => code ?? status),
    ).toEqual([...Array.from({ length: 5 }, () => 'agreement.other-city-code'), 'proposed'])
  })

  it('hold in nothing before the institution signed: nothing is told, read or suspended', async () => {
    await propose(drafts(1))
    expect((await office.get('maker', one)).body.code).toBe('agreement.unknown')
    const { agreements } = (await office.get('maker', '/agreements', { city: '340100', year: '2025' })).body
    expect(agreements).toEqual([])
    expect(await readAgreedTerms(office.store, { city: '340100', scheme: 'employee' }, 2025)).toEqual([])
    expect(await published()).toEqual([])
    for (const step of ['suspensions', 'withdrawals'])
      expect((await office.post('maker', `${one}/${step}`, suspension)).body.code).toBe('agreement.unknown')
    expect((await office.get(ownClerk, `${one}/proposal`)).body).toMatchObject({
      ...{ number: 1, status: 'waiting' },
      proposed: { by: 'maker', on: '2024-12-20', scope: 'city' },
      wanted: { change: 'sign', from: '2025-01-01', to: '2025-12-31' },
    })
  })

  it('say by whom they were signed; signed again they stay as they are', async () => {
    await propose(drafts(1))
    const signed = await office.post(ownClerk, `${one}/proposal/signature`, { number: 1 })
    expect(signed.body).toMatchObject({
      ...{ version: 1, status: 'signed' },
      made: {
        step: 'signed',
        office: { by: 'maker', on: '2024-12-20', scope: 'city' },
        institution: { by: ownClerk.sub, scope: 'institution', institution: codeOf(1) },
      },
    })
    const again = await office.post(ownClerk, `${one}/proposal/signature`, { number: 1 }, 'again')
    expect(again.body).toEqual(signed.body)
    expect(await violationsIn(office)).toEqual([])
  })

  it('are signed by no office, no other institution, and not by who proposed them', async () => {
    await propose(drafts(1))
    const signature = `${one}/proposal/signature`
    expect((await office.post('checker', signature, { number: 1 })).body.code).toBe('agreement.other-side')
    expect((await office.post('otherHospital', signature, { number: 1 })).body.code).toBe(
      'caller.other-institution',
    )
    expect((await office.post({ ...ownClerk, sub: ' Maker' }, signature, { number: 1 })).body.code).toBe(
      'agreement.same-person',
    )
    expect((await office.post(ownClerk, signature, { number: 2 })).body.code).toBe('agreement.other-proposal')
    expect((await office.get('maker', one)).body.code).toBe('agreement.unknown')
  })

  it('are declined by the institution or taken back by the office, with a reason, and then proposed anew', async () => {
    await propose(drafts(1))
    const other = [{ institution: codeOf(1), terms: { ...terms, surplusCap: '0.02' } }]
    expect((await propose(other)).body.rows).toMatchObject([{ code: 'agreement.proposal-waits' }])
    expect((await office.post('maker', `${one}/proposal/refusal`, { number: 1, reason })).body.code).toBe(
      'agreement.other-side',
    )
    const declined = await office.post(ownClerk, `${one}/proposal/refusal`, { number: 1, reason })
    expect(declined.body).toMatchObject({ status: 'declined', ended: { by: ownClerk.sub, reason } })
    const late = await office.post(ownClerk, `${one}/proposal/signature`, { number: 1 })
    expect(late.body.code).toBe('agreement.proposal-ended')
    expect((await propose(other)).body.rows).toMatchObject([{ status: 'proposed', number: 2 }])
    const back = { number: 2, reason: 'a slip in the cap' }
    expect((await office.post('checker', `${one}/proposal/withdrawal`, back)).body.status).toBe('withdrawn')
    expect(await published()).toEqual([])
    const listed = await office.get('maker', '/agreement-proposals', { city: '340100', year: '2025' })
    expect(listed.body.proposals).toMatchObject([{ number: 2, status: 'withdrawn' }])
  })

  it('are judged each for itself: one above the limit does not hold up the others', async () => {
    const greedy = { institution: codeOf(9), terms: { ...terms, depositShare: '0.06' } }
    const { body } = await propose([...drafts(1), greedy])
    expect(body.rows).toEqual([
      { institution: codeOf(1), status: 'proposed', number: 1 },
      expect.objectContaining({ status: 'refused', code: 'agreement.deposit-above-limit' }),
    ])
  })

  it('say what the model agreement says where nothing else was agreed', async () => {
    await sign([{ institution: codeOf(1) }])
    const { body } = await office.get('maker', one)
    expect(body).toMatchObject({
      methods: { inpatient: { kind: 'by-item' }, outpatient: { kind: 'by-item' } },
      surplus: [{ kept: '0.30' }],
      schemes: { resident: { surplus: [{ kept: '0.20' }] } },
    })
    expect(
      (body.indexes as unknown as { weight: number }[]).reduce((all, { weight }) => all + weight, 0),
    ).toBe(100)
  })

  it('killed right after the write, are found proposed, and found signed, when they are sent again', async () => {
    office.crashAfter(1)
    expect((await propose(drafts(3))).status).toBe(500)
    expect(statesOf(await propose(drafts(3)))).toEqual(['repeated', 'repeated', 'repeated'])
    office.crashAfter(1)
    expect((await office.post(ownClerk, `${one}/proposal/signature`, { number: 1 })).status).toBe(500)
    expect((await office.post(ownClerk, `${one}/proposal/signature`, { number: 1 })).body.version).toBe(1)
    expect(await violationsIn(office)).toEqual([])
  })

  it('proposed by two at the same time, are proposed once', async () => {
    const [a, b] = await Promise.all([propose(drafts(5)), propose(drafts(5))])
    expect([a, b].map((each) => statesOf(each)[0]).sort()).toEqual(['proposed', 'repeated'])
    expect(await violationsIn(office)).toEqual([])
  })

  it('stop new claims from a day and let them in again, which settlement is told with a version', async () => {
    await sign(drafts(1))
    expect((await suspend()).body.status).toBe('suspended')
    expect((await suspend()).body.version).toBe(2)
    const place = { institution: codeOf(1), city: '340100', year: 2025, from: '2025-01-01', to: '2025-12-31' }
    expect(await published()).toEqual([
      {
        id: `agreement-changed:340100:${codeOf(1)}:2025:2`,
        occurredOn: '2025-03-28',
        data: { ...place, version: 2, suspended: [{ from: '2025-04-01' }] },
      },
    ])
    const resumption = { from: '2025-05-01', on: '2025-04-28', reason: 'put right' }
    const resumed = await agreeOnChange(office, codeOf(1), 'resumptions', resumption)
    expect(resumed.body.status).toBe('resumed')
    expect((await withdrawAlone()).body.status).toBe('withdrawn')
    expect((await published()).map(({ data }) => data)).toEqual([
      {
        ...place,
        version: 4,
        suspended: [{ from: '2025-04-01', to: '2025-04-30' }],
        withdrawnFrom: '2025-09-01',
      },
    ])
    expect(
      (await office.post('maker', `${one}/resumptions`, { ...resumption, from: '2025-06-01' })).body.code,
    ).toBe('agreement.withdrawn')
    expect(await violationsIn(office)).toEqual([])
  })

  it('are stopped by the office alone from no day before the one on which it does so', async () => {
    await sign(drafts(1))
    const late = () => office.post('maker', `${one}/suspensions`, suspension)
    expect((await onDay('2025-04-02', late)).body).toMatchObject({
      code: 'agreement.backdated',
      figures: { from: '2025-04-01', on: '2025-04-02' },
    })
    expect((await onDay('2025-04-01', late)).body.status).toBe('suspended')
    // Sent again on a later day it is the one that stands.
    expect((await onDay('2025-04-09', late)).body).toMatchObject({ status: 'suspended', version: 2 })
    const dated = { ...withdrawal, on: '2025-08-01' }
    expect((await office.post('maker', `${one}/withdrawals`, dated)).status).toBe(400)
  })

  it('keep every version readable', async () => {
    await sign(drafts(1))
    const amended = { ...terms, surplusCap: '0.02' }
    const amendment = { terms: amended, on: '2025-06-10', reason: 'a lower cap was agreed' }
    const proposed = await office.post('maker', `${one}/amendments`, amendment)
    expect(proposed.body).toMatchObject({ status: 'waiting', number: 2 })
    expect((await office.get('maker', one)).body).toMatchObject({ version: 1, surplusCap: '0.03' })
    expect((await signFor(office, cityYear, codeOf(1))).body).toMatchObject({
      ...{ version: 2, surplusCap: '0.02' },
      made: { step: 'amended', office: { by: 'maker' }, institution: { by: ownClerk.sub } },
    })
    expect((await office.post('maker', `${one}/amendments`, amendment, 'again')).body.status).toBe('signed')
    expect((await office.get('maker', one, { version: '1' })).body).toMatchObject({
      version: 1,
      surplusCap: '0.03',
    })
    expect((await office.get('maker', one)).body.version).toBe(2)
    expect((await office.get('maker', one, { version: '3' })).body.code).toBe('agreement.unknown')
    expect(await violationsIn(office)).toEqual([])
  })

  it('are a matter between the institution and its own city', async () => {
    await sign([{ institution: 'H34010001' }])
    const own = '/agreements/340100/2025/H34010001'
    expect((await office.get('hospital', own)).status).toBe(200)
    expect((await office.get('otherHospital', own)).body.code).toBe('caller.other-institution')
    expect((await office.post('hospital', `${own}/suspensions`, suspension)).body.code).toBe(
      'caller.no-scope',
    )
    expect((await propose(drafts(1), 'otherCity')).body.code).toBe('caller.other-division')
    expect((await office.get('otherCity', own)).body.code).toBe('caller.other-division')
    const unsigned = '/agreements/340100/2025/H34010099'
    expect((await office.post('maker', `${unsigned}/suspensions`, suspension)).body.code).toBe(
      'agreement.unknown',
    )
  })

  it('are judged once more when they are signed: a suspension in between stands, a withdrawal ends it', async () => {
    await sign(drafts(1))
    const amendment = { terms: { ...terms, surplusCap: '0.02' }, on: '2025-03-10', reason: 'a lower cap' }
    await office.post('maker', `${one}/amendments`, amendment)
    await suspend()
    expect((await signFor(office, cityYear, codeOf(1))).body).toMatchObject({
      ...{ version: 3, status: 'suspended', surplusCap: '0.02' },
      suspensions: [{ from: '2025-04-01' }],
    })
    const resumption = { from: '2025-05-01', on: '2025-04-28', reason: 'put right' }
    await office.post('maker', `${one}/resumptions`, resumption)
    await withdrawAlone()
    expect((await signFor(office, cityYear, codeOf(1))).body.code).toBe('agreement.withdrawn')
    expect(await violationsIn(office)).toEqual([])
  })
})

describe('an institution that would withdraw', () => {
  it('asks three months ahead, and the office has to agree: until then its agreement holds', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2025-03-01T02:00:00Z') })
    try {
      await sign(drafts(1))
      const asks = (from: string) => office.post(ownClerk, `${one}/withdrawal-requests`, { from, reason })
      expect((await asks('2025-05-29')).body).toMatchObject({
        code: 'agreement.withdrawal-too-soon',
        figures: { days: 90, earliest: '2025-05-30' },
      })
      expect((await asks('2025-05-30')).body).toMatchObject({ number: 2, status: 'waiting' })
      expect((await office.get('maker', one)).body).not.toHaveProperty('withdrawn')
      const signature = `${one}/proposal/signature`
      expect((await office.post(ownClerk, signature, { number: 2 })).body.code).toBe('agreement.other-side')
      expect(
        (await office.post('maker', `${one}/withdrawal-requests`, { from: '2025-06-01', reason })).body.code,
      ).toBe('caller.no-scope')
      expect((await office.post('checker', signature, { number: 2 })).body).toMatchObject({
        ...{ version: 2, status: 'withdrawn', withdrawn: { from: '2025-05-30', reason } },
        made: { step: 'withdrawn', office: { by: 'checker' }, institution: { by: ownClerk.sub } },
      })
      expect((await published())[0]?.data).toMatchObject({ withdrawnFrom: '2025-05-30' })
      expect(await violationsIn(office)).toEqual([])
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('an agreement by one hand', () => {
  const planted = async (change: object) => {
    await sign(drafts(1))
    const items = await office.recorded()
    const found = items.find(({ kind }) => kind === 'agreement')
    const check = agreementsAreSignedByBoth.start()
    for (const item of items) check.see(item === found ? { ...item, ...change } : item)
    return check.finish().violations.map(({ what }) => what)
  }
  const office1 = { by: 'maker', on: '2024-12-20', scope: 'city' }
  const institution = { by: 'x', on: '2024-12-20', scope: 'institution', institution: codeOf(1) }
  it.each([
    ['that the office signed alone', { made: { step: 'signed', office: office1 } }, 'holds by one hand'],
    ['that says nobody', { made: undefined }, 'nobody signed it'],
    [
      'that another institution signed',
      { made: { step: 'signed', office: office1, institution: { ...institution, institution: codeOf(2) } } },
      'another hand stands for the institution',
    ],
    [
      'that one person signed for both',
      { made: { step: 'signed', office: office1, institution: { ...institution, by: 'Maker' } } },
      'one person signed for both',
    ],
    [
      'that was suspended by the institution',
      { made: { step: 'suspended', institution } },
      'suspended by another than the office',
    ],
  ])('is found: %s', async (_, change, what) => {
    expect(await planted(change)).toEqual([what])
  })
})
