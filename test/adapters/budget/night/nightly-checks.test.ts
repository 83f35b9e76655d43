import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { describe, expect, it, vi } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { toAttributes } from '#shared/edge/store/attribute-value.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { checkLedger } from '../../../../services/budget/night/check-ledger.ts'
import { whatWaits } from '../../../../services/budget/night/what-waits.ts'
import type { ReachedLine } from '../../../../services/budget/planning/overruns.ts'
import { overrunsLate } from '../../../../services/budget/planning/overruns.ts'
import { readPlan, saveQuotas } from '../../../../services/budget/quota/store.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim } from '../claims.ts'
import { contributionsOf, premium } from '../contributions.ts'
import { decideQuotas } from '../decided-quotas.ts'
import type { Office } from '../office.ts'
import { openOffice } from '../office.ts'

const city = '340100'
const fund = { city, scheme: 'resident' } as const
let office: Office
let store: Store
/** Puts an item where it stands, past the service. */
let tamper: (item: Stored) => Promise<unknown>
eachTestItsTable((dynamo, table) => {
  const client = dynamo.connect()
  office = openOffice(client, table)
  store = openStore(client, () => table)
  tamper = (item) => client.send(new PutItemCommand({ TableName: table, Item: toAttributes(item) }))
})

/** Two payments of 400 yuan in January, sealed, and one of 500 in February, not sealed yet. */
const keepBooks = async () => {
  await office.deliver(
    contributionsReceived,
    contributionsOf(fund, [premium('P1', 40_000, '2025-01-10'), premium('P2', 40_000, '2025-01-11')]),
  )
  await office.post('maker', '/seals', { city, on: '2025-01-31' })
  await office.doWork()
  await office.deliver(contributionsReceived, contributionsOf(fund, [premium('P3', 50_000, '2025-02-10')]))
}
const found = async (over: Store = store) => {
  const { checked, violations, moving } = await checkLedger(over, city)
  const broken = violations.map(({ invariant }) => invariant)
  return { broken: [...new Set(broken)].sort(), checked, moving }
}
const january = async () => {
  const entries = await Array.fromAsync(store.list({ pk: `JOURNAL#${city}#resident#2025-01` }))
  const [entry] = entries
  if (!entry) throw new Error('there is no entry')
  return entry
}

describe('the check of a city’s books', () => {
  it('finds nothing in books that are in order, and looked at each', async () => {
    await keepBooks()
    const { broken, checked, moving } = await found()
    expect([broken, moving]).toEqual([[], 0])
    // Two periods with an entry each, and one sealed entry. For the two entries it checks that none is made
    // by hand, is late, lies before the books, or corrects a missing one, and of the two periods that none was closed past its
    // care, nor before its end. No money has reached the accounts that pay.
    expect(checked).toBe(2 + 2 + 1 + 4 * 2 + 2 * 2)
  })

  it('tells of a line above its budget, which everybody is paid for meanwhile', async () => {
    const lines = { income: { 'individual-premium': 700_000 }, expenditure: { inpatient: 599_999 } }
    await office.post('maker', '/budgets', { ...fund, year: 2025, openingBalance: 0, ...lines })
    await office.post('checker', '/budgets/340100/resident/2025/review')
    await office.post('province', '/budgets/340100/resident/2025/approval')
    const claim = { ...inpatientClaim('C1'), account: 0, cash: 250_000 }
    expect(await office.deliver(claimsSettled, group([claim], '2025-01', 'resident'))).toBe(true)
    const policy = readPolicy('shared/policy/anhui')
    const lateOn = async (on: string) => {
      const overruns = (reached: readonly ReachedLine[]) => overrunsLate(reached, policy, on)
      return (await checkLedger(store, city, { waits: [], overruns, on })).overdue
    }
    expect(await lateOn('2025-03-02')).toEqual([])
    expect(await lateOn('2025-03-03')).toMatchObject([
      { wait: 'budget.overruns-are-adjusted', where: '340100 resident 2025 inpatient', since: '2025-01-01' },
    ])
  })

  it('finds a table of case groups that its maker approved, and tells one that waits', async () => {
    const made = { by: 'officer', on: '2025-01-01', scope: 'province' }
    const table = {
      ...{ gsi1pk: 'GROUP-TABLES', kind: 'group-table', digest: 'D', groupCount: 0 },
      ...{ prepaidPerPoint: '60', made },
    }
    const at = (tableId: string) => ({ pk: `GROUP-TABLE#${tableId}`, sk: 'TABLE', gsi1sk: tableId, tableId })
    await tamper({ ...table, ...at('DIP-2025'), status: 'in-force', approved: made })
    await tamper({ ...table, ...at('DIP-2026'), status: 'waiting' })
    const waits = whatWaits(readPolicy('shared/policy/anhui'))
    const { violations, overdue } = await checkLedger(store, provinceCode, { waits, on: '2025-02-01' })
    expect(violations).toMatchObject([
      { invariant: 'budget.group-tables-by-two', what: 'one person made and approved it' },
      { what: 'does not say by which bounds it was judged' },
    ])
    expect(overdue).toMatchObject([{ wait: 'budget.group-tables-are-decided', since: '2025-01-01' }])
  })

  it('finds an entry that was changed past the service: in the month, and in the chain', async () => {
    await keepBooks()
    const entry = await january()
    await tamper({ ...entry, movements: { 'income-account': 90_000, 'individual-premium': -90_000 } })
    expect((await found()).broken).toEqual(['budget.periods-are-the-journal', 'budget.sealed-entries-stand'])
  })

  it('finds an entry that does not sum to zero before it is sealed', async () => {
    await keepBooks()
    const [entry] = await Array.fromAsync(store.list({ pk: `JOURNAL#${city}#resident#2025-02` }))
    await tamper({ ...(entry as Stored), movements: { 'income-account': 50_000 } })
    expect((await found()).broken).toEqual(['budget.entries-balance', 'budget.periods-are-the-journal'])
  })

  const year = { ...fund, year: 2025 }
  const institution = 'H34010000001'
  const of = '340100#resident#2025'
  it.each([
    [
      'an order that nothing ordered',
      'budget.orders-are-the-statements',
      {
        pk: 'ORDER#PO-1',
        sk: 'ORDER',
        kind: 'payment-order',
        gsi1pk: 'ORDERS#340100#resident#open',
        gsi1sk: 'PO-1',
        orderId: 'PO-1',
        amount: 100,
        cause: { purpose: 'monthly-settlement', month: '2025-01' },
      },
    ],
    [
      'a statement that no entry booked',
      'budget.settlement-entries-are-the-statements',
      {
        pk: `STATEMENTS#${of}-01`,
        sk: institution,
        kind: 'settlement-statement',
        entryId: 'E-1',
        deposit: 100,
      },
    ],
    [
      'what was ordered for claims that nobody made',
      'budget.settlement-accounts-for-claims',
      {
        pk: `STANDINGS#${of}`,
        sk: institution,
        kind: 'institution-standing',
        ...year,
        institution,
        ordered: 100,
      },
    ],
    [
      'claims of an institution that no entry booked',
      'budget.lines-are-the-institutions',
      {
        pk: `INSTITUTIONS#${of}-01`,
        sk: institution,
        kind: 'institution-month',
        ...fund,
        month: '2025-01',
        controlled: 100,
        inpatient: 100,
      },
    ],
    [
      'an advance without its order',
      'budget.orders-are-the-statements',
      {
        pk: `ADVANCES#${of}`,
        sk: institution,
        kind: 'working-capital',
        ...year,
        orderId: 'PO-2',
        amount: 100,
      },
    ],
    [
      'a pool that nobody was paid from',
      'budget.pools-are-divided',
      { pk: `CLEARING-POOLS#${of}`, sk: 'drg', kind: 'clearing-pool', ...year, pool: 'drg', fund: 100 },
    ],
    [
      'a plan with a target and no quotas',
      'budget.quotas-are-the-target',
      { pk: `QUOTAS#${of}`, sk: 'PLAN', kind: 'quota-plan', ...year, planId: 'Q-1', version: 1, target: 100 },
    ],
    [
      'quotas of 999,999,999 that one clerk published without a target',
      'budget.quotas-divide-an-approved-target',
      {
        ...{ pk: `QUOTAS#${of}`, sk: 'PLAN', kind: 'quota-plan', ...year },
        ...{ planId: 'Q-1', version: 1, target: 999_999_999, twoHanded: true },
      },
    ],
    [
      'quotas of a next year that neither a round nor the province published',
      'budget.quotas-are-decided-by-enough-hands',
      {
        ...{ pk: 'QUOTAS#340100#resident#2026', sk: 'PLAN', kind: 'quota-plan', ...fund, year: 2026 },
        ...{ planId: 'Q-1', version: 1, target: 100, twoHanded: true },
      },
    ],
    [
      'a round that offers what no position has',
      'budget.negotiated-is-the-target',
      {
        pk: `NEGOTIATION#${of}`,
        sk: 'ROUND#0001',
        kind: 'negotiation-round',
        draftId: 'D-1',
        target: { inpatient: 100 },
        groups: [],
      },
    ],
    [
      'a budget that is executed in a year still open',
      'budget.executed-years-are-closed',
      {
        pk: 'BUDGET#340100#resident',
        sk: '2025',
        kind: 'budget',
        fund,
        year: 2025,
        status: 'executed',
        closedOn: '2025-12-31',
      },
    ],
    [
      'a booked voucher without its entry',
      'budget.vouchers-are-their-entries',
      {
        pk: 'VOUCHERS#340100#resident',
        sk: 'V-1',
        kind: 'voucher',
        status: 'booked',
        fund,
        voucherId: 'V-1',
        movements: { bank: 100 },
        drafted: { by: 'a' },
        approved: { by: 'b' },
      },
    ],
    [
      'an agreement of which an earlier version is gone',
      'budget.agreement-versions-kept',
      {
        pk: 'AGREEMENTS#340100#2025',
        sk: institution,
        kind: 'agreement',
        city,
        year: 2025,
        institution,
        version: 2,
      },
    ],
  ] as const)('finds %s', async (_, invariant, item) => {
    await keepBooks()
    await tamper(item as unknown as Stored)
    expect((await found()).broken).toContain(invariant)
  })

  it('finds nothing in decided quotas, and a hospital among them that has no agreement', async () => {
    await keepBooks()
    const institutions = [{ institution: 'H34010001' }]
    await decideQuotas(office, { ...year, target: 1_200, institutions })
    expect((await found()).broken).toEqual([])
    const inForce = await readPlan(store, fund, 2025)
    if (!inForce) throw new Error('no quotas are in force')
    await saveQuotas(store, fund, inForce, [
      {
        ...{ institution: 'H34019999', amount: 0, amounts: { inpatient: 0, outpatient: 0 } },
        months: Array.from({ length: 12 }, () => 0),
        derivation: { steps: [], seasonalWeights: [] },
      },
    ])
    expect((await found()).broken).toEqual(['budget.quotas-are-of-agreed-institutions'])
  })

  it('does not judge a month that is booked into while it is read, and says so', async () => {
    await keepBooks()
    let booked = false
    const busy: Store = {
      ...store,
      list: (listing) => {
        if (!listing.pk.startsWith('JOURNAL#') || booked) return store.list(listing)
        booked = true
        return (async function* () {
          await office.deliver(
            contributionsReceived,
            contributionsOf(fund, [premium('P4', 10_000, '2025-02-11')]),
          )
          yield* store.list(listing)
        })()
      },
    }
    expect(await found(busy)).toMatchObject({ broken: [], moving: 1 })
    expect(await found()).toMatchObject({ broken: [], moving: 0 })
  })

  it('runs every night for every city and the province, once a night, and counts what it found for the alarm', async () => {
    await keepBooks()
    await tamper({ ...(await january()), on: '2025-01-12' })
    const lines = vi.spyOn(console, 'log').mockImplementation(() => {})
    const night = { task: 'check-ledgers', dueAt: '2025-02-28T18:30:00Z' }
    await office.does(night as never)
    await office.does(night as never)
    await office.doWork()
    const metrics = lines.mock.calls.map(([line]) => JSON.parse(String(line)))
    lines.mockRestore()
    const checks = metrics.filter(({ operation }) => operation === 'check-ledger')
    expect(checks).toHaveLength(17)
    expect(checks.map(({ Violations }) => Violations).sort()).toEqual([...Array(16).fill(0), 1])
    expect((await office.get('province', '/runs/CHECK-2025-03-01')).body).toMatchObject({ status: 'done' })
  })

  it('keeps what waits for whoever works, late or not: a city sees its own, the province all', async () => {
    const lines = { income: { 'individual-premium': 700_000 }, expenditure: { inpatient: 599_999 } }
    await office.post('maker', '/budgets', { ...fund, year: 2025, openingBalance: 0, ...lines })
    await office.post('checker', '/budgets/340100/resident/2025/review')
    await office.post('province', '/budgets/340100/resident/2025/approval')
    const claim = { ...inpatientClaim('C1'), account: 0, cash: 250_000 }
    await office.deliver(claimsSettled, group([claim], '2025-01', 'resident'))
    const made = { by: 'officer', on: '2025-01-20', scope: 'province' }
    await tamper({
      ...{ pk: 'GROUP-TABLE#DIP-2026', sk: 'TABLE', gsi1pk: 'GROUP-TABLES', gsi1sk: 'DIP-2026', made },
      ...{ kind: 'group-table', tableId: 'DIP-2026', digest: 'D', groupCount: 0, prepaidPerPoint: '60' },
      ...{ status: 'waiting' },
    })
    const told = vi.spyOn(console, 'log').mockImplementation(() => {})
    await office.does({ task: 'check-ledgers', dueAt: '2025-01-31T18:30:00Z' } as never)
    await office.doWork()
    told.mockRestore()
    const line = {
      wait: 'budget.overruns-are-adjusted',
      city,
      count: 1,
      since: '2025-01-01',
      until: '2025-03-02',
    }
    const table = {
      wait: 'budget.group-tables-are-decided',
      city: provinceCode,
      count: 1,
      since: '2025-01-20',
    }
    const { body } = await office.get('maker', '/waits', { city })
    expect(body).toMatchObject({ seenOn: '2025-02-01', waits: [line] })
    const all = (await office.get('province', '/waits')).body.waits as unknown as object[]
    expect(all).toHaveLength(2)
    expect(all).toMatchObject([line, table])
    expect((await office.get('otherCity', '/waits', { city })).status).toBe(403)
    expect((await office.get('maker', '/waits')).status).toBe(403)
  })
})
