import { describe, expect, it } from 'vitest'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { claimsRecovered } from '#shared/contracts/supervision.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { toEvents } from '../../../../services/budget/outbox.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim } from '../claims.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable(async (dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
  await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
})

const institution = 'H34010001'
/** 1,000 yuan taken back of a claim: 900 for the pool, 100 for medical aid; negative when it is given back. */
const recovery = (sign: 1 | -1 = 1, recoveryId = 'RC-1') => ({
  id: `recovery:${recoveryId}`,
  occurredOn: '2025-02-10',
  data: {
    ...{ recoveryId, caseId: `${institution}.a`, city: '340100', scheme: 'employee', institution },
    orderedOn: '2025-02-10',
    parts: [
      {
        ...{ claimId: 'C1', care: 'inpatient' },
        ...{ basic: sign * 90_000, seriousIllness: 0, medicalAid: sign * 10_000, supplement: 0 },
      },
    ],
  },
})

const moved = async (month: string) => {
  const { body } = await office.get('maker', '/trial-balance', { city: '340100', scheme: 'employee', month })
  const rows = body.rows as unknown as { account: string; moved: number }[]
  return Object.fromEntries(rows.map((row) => [row.account, row.moved]).filter(([, amount]) => amount !== 0))
}
const recorded = async (kind: string) => (await office.recorded()).filter((item) => item.kind === kind)

describe('a recovery', () => {
  it('is owed back by the institution, each fund its own, and nothing of the personal account', async () => {
    expect(await office.deliver(claimsRecovered, recovery())).toBe(true)
    expect(await moved('2025-02')).toEqual({
      'institutions-payable': 100_000,
      inpatient: -90_000,
      'medical-aid-receivable': -10_000,
    })
    expect(await violationsIn(office)).toEqual([])
  })

  it('of chronic care lowers what the month has of it, and nothing of other visits or stays', async () => {
    const taken = recovery()
    const [part] = taken.data.parts
    const chronic = { ...part, care: 'outpatient', purpose: 'chronic' }
    await office.deliver(claimsRecovered, { ...taken, data: { ...taken.data, parts: [chronic] } })
    const months = await recorded('institution-month')
    expect(months.find(({ month }) => month === '2025-02')).toMatchObject({
      ...{ controlled: -90_000, inpatient: 0, chronic: -90_000, others: -10_000, recovered: 100_000 },
    })
    expect(await moved('2025-02')).toEqual({
      'institutions-payable': 100_000,
      'chronic-special': -90_000,
      'medical-aid-receivable': -10_000,
    })
    expect(await violationsIn(office)).toEqual([])
  })

  it('lowers the month of the institution, by which the next settlement pays it', async () => {
    await office.deliver(claimsRecovered, recovery())
    const months = await recorded('institution-month')
    expect(months.find(({ month }) => month === '2025-02')).toMatchObject({
      institution,
      controlled: -90_000,
      others: -10_000,
    })
  })

  it('is booked once, however often it comes, also after the service was killed right after its write', async () => {
    office.crashAfter(1)
    expect(await office.deliver(claimsRecovered, recovery())).toBe(false)
    expect(await office.deliver(claimsRecovered, recovery())).toBe(true)
    await Promise.all([1, 2, 3].map(() => office.deliver(claimsRecovered, recovery())))
    expect(await recorded('recovery-posted')).toHaveLength(1)
    expect((await moved('2025-02'))['institutions-payable']).toBe(100_000)
    expect(await violationsIn(office)).toEqual([])
  })

  it('is undone by what gives it back', async () => {
    await office.deliver(claimsRecovered, recovery())
    await office.deliver(claimsRecovered, recovery(-1, 'RR-1'))
    expect(await moved('2025-02')).toEqual({})
    expect(await violationsIn(office)).toEqual([])
  })

  it('tells settlement that it stands in the ledger', async () => {
    await office.deliver(claimsRecovered, recovery())
    const [posted] = await recorded('recovery-posted')
    const events = toEvents([{ sequence: '1', item: posted as unknown as Stored }])
    expect(events.map(({ contract, event }) => [contract.detailType, event])).toEqual([
      [
        'recovery-booked.v1',
        {
          id: 'recovery-booked:RC-1',
          occurredOn: '2025-02-10',
          data: {
            ...{ recoveryId: 'RC-1', caseId: `${institution}.a`, city: '340100', scheme: 'employee' },
            ...{ amount: 100_000, bookedIn: '2025-02' },
          },
        },
      ],
    ])
  })

  it('is missed where it is lost: the invariants find it', async () => {
    await office.deliver(claimsRecovered, recovery())
    const items = (await office.recorded()).filter(({ kind }) => kind !== 'recovery-posted')
    const { invariants } = await import('../../../../services/budget/night/invariants.ts')
    const found = invariants.flatMap(({ start }) => {
      const { see, finish } = start()
      for (const item of items) see(item)
      return finish().violations.map(({ invariant }) => invariant)
    })
    expect(found).toContain('budget.claims-posted-everywhere')
  })
})
