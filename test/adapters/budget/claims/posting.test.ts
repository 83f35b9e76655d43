import { describe, expect, it } from 'vitest'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim, reversalOf } from '../claims.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const execution = async () => (await office.get('maker', '/execution/340100/employee/2025')).body
const claims = (count: number, institutions = 1) =>
  Array.from({ length: count }, (_, n) => inpatientClaim(`C${n}`, `H3401000${n % institutions}`))

describe('a group of settled claims', () => {
  it('reaches its budget line, the other funds, the personal accounts and the institution in one transaction', async () => {
    expect(await office.deliver(claimsSettled, group(claims(2)))).toBe(true)
    const { body } = await office.get('maker', '/trial-balance', {
      city: '340100',
      scheme: 'employee',
      month: '2025-01',
    })
    const moved = Object.fromEntries(
      (body.rows as unknown as { account: string; moved: number }[]).map(({ account, moved }) => [
        account,
        moved,
      ]),
    )
    expect(moved).toEqual({
      inpatient: 1_200_000,
      'serious-illness-receivable': 200_000,
      'medical-aid-receivable': 100_000,
      'account-benefit': 60_000,
      'institutions-payable': -1_560_000,
    })
    expect(body.imbalance).toBe(0)
    expect(await violationsIn(office)).toEqual([])
  })

  it('delivered twice counts once', async () => {
    const event = group(claims(3))
    await office.deliver(claimsSettled, event)
    await office.deliver(claimsSettled, event)
    expect((await execution()).claims).toMatchObject({ settled: 3, cost: 3_000_000 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('that overlaps with an earlier group adds only the claims not yet posted', async () => {
    const [a, b, c] = claims(3)
    if (!a || !b || !c) throw new Error('three claims')
    await office.deliver(claimsSettled, group([a, b]))
    expect(await office.deliver(claimsSettled, group([b, c]))).toBe(true)
    expect((await execution()).claims).toMatchObject({ settled: 3 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('may be a reversal that arrives before what it reverses: together they leave nothing', async () => {
    const claim = inpatientClaim('C1')
    await office.deliver(claimsSettled, group([reversalOf(claim)]))
    await office.deliver(claimsSettled, group([claim]))
    expect(await execution()).toMatchObject({ expenditure: 0, claims: { settled: 1, reversed: 1, cost: 0 } })
    expect(await violationsIn(office)).toEqual([])
  })

  it('is posted once when the service is killed right after the write and the event comes again', async () => {
    office.crashAfter(1)
    expect(await office.deliver(claimsSettled, group(claims(2)))).toBe(false)
    expect(await office.deliver(claimsSettled, group(claims(2)))).toBe(true)
    expect((await execution()).claims).toMatchObject({ settled: 2 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('is fully self-paid: nothing moves, but the claim is counted', async () => {
    const nothing = { basic: 0, seriousIllness: 0, medicalAid: 0, account: 0, cash: 1_000_000 }
    await office.deliver(claimsSettled, group([{ ...inpatientClaim('C1'), ...nothing }]))
    expect(await execution()).toMatchObject({ expenditure: 0, claims: { settled: 1 } })
    expect(await violationsIn(office)).toEqual([])
  })
})

describe('write units', () => {
  it.each([
    [1, 1],
    [10, 3],
    [40, 8],
    [40, 40],
  ])(
    'of a group of %i claims of %i institutions are at most 2 + (4 + 2·institutions)/claims a claim',
    async (count, institutions) => {
      await office.deliver(claimsSettled, group(claims(count, institutions)))
      const { writeUnits, roundTrips } = office.usage()
      expect(writeUnits / count).toBeLessThanOrEqual(2 + (4 + 2 * institutions) / count)
      expect(roundTrips).toBe(1)
      expect(office.metered).toEqual([{ operation: 'post-claims', cases: count }])
    },
  )
})
