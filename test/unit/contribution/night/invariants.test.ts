import { describe, expect, it } from 'vitest'
import { arrears } from '../../../../services/contribution/night/invariants/arrears.ts'
import { duesOfLines } from '../../../../services/contribution/night/invariants/months.ts'
import { invariants } from '../../../../services/contribution/night/invariants.ts'
import type { RecordPayment } from '../../../../services/contribution/payment/rules/payment.ts'
import { decidePayment } from '../../../../services/contribution/payment/rules/payment.ts'
import { employerMonth, residentYear } from '../given.ts'

const payment: RecordPayment = {
  paymentId: 't1',
  billId: 'R-P1-2025',
  payer: 'individual',
  kind: 'payment',
  amount: 40_000,
  paidOn: '2024-11-05',
}
const decision = decidePayment(payment, residentYear)
if (decision.status === 'refused') throw new Error(decision.refusal.code)
const { bill, receipt } = decision.value
const account = { city: '340100', scheme: 'resident', fundYear: 2025 }
const statement = {
  statementId: 'S-340100-2025-1',
  city: '340100',
  year: 2025,
  asOf: '2025-01-01',
  headcount: 1,
  aidFunded: 0,
  status: 'issued',
  perResident: { centre: 42_000, province: 0, city: 0, county: 0 },
}
const subsidy = {
  ...residentYear,
  billId: 'S-340100-2025-1',
  kind: 'subsidy',
  persons: [],
  dues: [{ payer: 'centre', pooled: 42_000, account: 0 }],
}

/** What is recorded when a resident paid, was counted, and part of the money was swept. */
const recorded = {
  bill: { kind: 'bill', bill: { ...bill, statementId: 'S-340100-2025-1' } },
  payment: { kind: 'payment', receipt },
  income: { kind: 'income', ...account, received: 40_000 },
  sweep: { kind: 'sweep', ...account, amount: 30_000, sweptOn: '2024-12-31' },
  swept: { kind: 'income-swept', ...account, swept: 30_000 },
  statement: { kind: 'statement', statement },
  part: { kind: 'statement-part', statementId: 'S-340100-2025-1', headcount: 1, aidFunded: 0 },
  subsidy: { kind: 'bill', bill: subsidy },
}

const broken = (
  more: Partial<Record<keyof typeof recorded, object>> = {},
  extra: object[] = [],
): string[] => {
  const checks = invariants.map((invariant) => invariant.start())
  const items = [...Object.values({ ...recorded, ...more }), ...extra]
  for (const [index, item] of items.entries())
    for (const check of checks) check.see({ pk: `K#${index}`, sk: 'K', ...item })
  return checks.flatMap((check) => check.finish().violations.map(({ invariant }) => invariant))
}
const billWith = (more: object) => ({ kind: 'bill', bill: { ...recorded.bill.bill, ...more } })

/** What was stated of the month in which that resident paid. */
const paidLine = {
  ...{ line: 'paid', of: 'premium', payer: 'individual', count: 1, pooled: 40_000, account: 0 },
}
const months = (more: object = {}) => [
  {
    ...{ kind: 'month-statement', city: '340100', scheme: 'resident', month: '2024-11', revision: 1 },
    ...{ statedOn: '2024-12-05', lines: [paidLine] },
    balances: [{ payer: 'individual', opening: 0, closing: -40_000 }],
    ...more,
  },
]

describe('the invariants of contributions', () => {
  it('hold for a payment counted, received and partly swept', () => {
    expect(broken()).toEqual([])
  })

  it('find a month that is stated otherwise than it is recorded, or does not add up', () => {
    expect(broken({}, months())).toEqual([])
    const dearer = { lines: [{ ...paidLine, pooled: 40_001 }] }
    expect(broken({}, months(dearer))).toContain('contribution.stated-as-recorded')
    expect(broken({}, months({ lines: [paidLine, { ...paidLine, line: 'refunded' }] }))).toContain(
      'contribution.stated-as-recorded',
    )
    expect(broken({}, months({ balances: [{ payer: 'individual', opening: 0, closing: 1 }] }))).toEqual([
      'contribution.month-statements',
    ])
    expect(broken({}, months({ after: { month: '2024-10', revision: 1 } }))).toContain(
      'contribution.month-statements',
    )
    // What is told of the month later makes it out of date, not wrong.
    const late = { kind: 'payment', receipt: { ...receipt, paymentId: 't9', billId: 'S-340100-2025-1' } }
    expect(broken({}, [...months(), late])).not.toContain('contribution.stated-as-recorded')
  })

  it('find a bill marked as paid with other money than its payments', () => {
    expect(broken({ bill: billWith({ paid: { individual: 39_999 } }) })).toContain('contribution.arrears')
    expect(broken({ payment: {} })).toContain('contribution.arrears')
  })

  it('find a month that nobody paid and that gave something back', () => {
    const giveBack = {
      ...employerMonth,
      ...{ billId: 'E-E1-2025-01-2', charge: 'refund', persons: [{ personId: 'P1', account: -2_000 }] },
      ...{ dues: [{ payer: 'individual', pooled: 0, account: -2_000 }], paid: { individual: -2_000 } },
    }
    const month = (paid: object) => [
      { kind: 'bill', bill: { ...employerMonth, paid } },
      { kind: 'bill', bill: giveBack },
    ]
    const found = (paid: object) => {
      const check = arrears.start()
      for (const [index, item] of month(paid).entries()) check.see({ pk: `K#${index}`, sk: 'K', ...item })
      return check.finish().violations.map(({ where, what }) => `${where}: ${what}`)
    }
    const what = 'E-E1-2025-01-2: more went back of its month than came'
    expect(found({})).toContain(what)
    expect(found({ individual: 24_400 })).not.toContain(what)
  })

  it('find what one person declared and gave back', () => {
    const found = (billedBy: string) => {
      const check = duesOfLines.start()
      const hands = { declaredBy: ['clerk'], billedBy }
      check.see({ pk: 'K', sk: 'K', kind: 'bill', bill: { ...employerMonth, hands } })
      return check.finish().violations.map(({ what }) => what)
    }
    expect(found('another')).toEqual([])
    expect(found('clerk')).toEqual(['one person declared what it gives back and billed it'])
  })

  it('find a bill paid above what is due', () => {
    const double = { kind: 'payment', receipt: { ...receipt, paymentId: 't2', completes: undefined } }
    expect(
      broken(
        {
          bill: billWith({ paid: { individual: 80_000 } }),
          income: { ...recorded.income, received: 80_000 },
        },
        [double],
      ),
    ).toEqual(['contribution.arrears', 'contribution.arrears'])
  })

  it('find a status that its payments do not make, and a completion told twice or never', () => {
    expect(broken({ bill: billWith({ status: 'partly-paid' }) })).toEqual(['contribution.arrears'])
    expect(broken({ payment: { kind: 'payment', receipt: { ...receipt, completes: undefined } } })).toEqual([
      'contribution.arrears',
    ])
  })

  it('find a refund dated before what it gives back was paid', () => {
    const twice = decidePayment({ ...payment, paymentId: 't2', kind: 'refund', amount: 1 }, bill)
    if (twice.status === 'refused') throw new Error(twice.refusal.code)
    const found = (paidOn: string) =>
      broken(
        {
          bill: { kind: 'bill', bill: { ...twice.value.bill, statementId: 'S-340100-2025-1' } },
          income: { ...recorded.income, received: 39_999 },
        },
        [{ kind: 'payment', receipt: { ...twice.value.receipt, paidOn } }],
      )
    expect(found('2024-11-05')).toEqual([])
    expect(found('2024-11-04')).toEqual(['contribution.arrears'])
  })

  it('find payments on a bill that is not there', () => {
    expect(
      broken({}, [{ kind: 'payment', receipt: { ...receipt, billId: 'R-P9-2025', pooled: 0 } }]),
    ).toEqual(['contribution.arrears'])
  })

  it('find an income account that is not its payments, or received less than nothing', () => {
    expect(broken({ income: { ...recorded.income, received: 39_999 } })).toEqual([
      'contribution.income-account',
    ])
    const refunded = { ...recorded.income, received: -1 }
    expect(broken({ income: refunded })).toEqual(['contribution.swept', 'contribution.income-account'])
  })

  it('find an income account that keeps other money than what is in suspense, or whose kept money was swept', () => {
    const suspense = {
      ...{ ...account, paymentId: 's1', billId: 'unknown', payer: 'individual', amount: 5_000 },
      ...{ paidOn: '2024-11-05', receivedOn: '2025-01-02', reason: 'contribution.bill-unknown' },
      ...{ parts: [], isKept: true },
    }
    const held = { kind: 'suspense', suspense }
    const income = { ...recorded.income, received: 45_000 }
    expect(broken({ income: { ...income, inSuspense: 5_000 } }, [held])).toEqual([])
    expect(broken({ income }, [held])).toEqual(['contribution.income-account'])
    const swept = (amount: number) => ({
      sweep: { ...recorded.sweep, amount },
      swept: { ...recorded.swept, swept: amount },
    })
    expect(broken({ income: { ...income, inSuspense: 5_000 }, ...swept(40_000) }, [held])).toEqual([])
    expect(broken({ income: { ...income, inSuspense: 5_000 }, ...swept(40_001) }, [held])).toEqual([
      'contribution.swept',
    ])
  })

  it('find money of another city that was swept before it arrived, or waits for no order', () => {
    const order = {
      ...{ orderId: 'RO-1', city: '340200', scheme: 'resident', fundYear: 2026, amount: 40_000 },
      ...{ payee: { kind: 'office', id: '340100' }, purpose: 'transfer', paymentId: 's1', failures: [] },
      ...{ since: '2026-01-02', orderedOn: '2026-01-02', state: 'open' },
      into: { city: '340100', fundYear: 2025, billId: 'R-P1-2025' },
    }
    const income = { ...recorded.income, inTransit: 40_000 }
    const found = (extra: object[], swept = 0) =>
      broken(
        { income, sweep: swept === 0 ? {} : recorded.sweep, swept: { ...recorded.swept, swept } },
        extra,
      ).filter((each) => each !== 'contribution.return-orders')
    expect(found([{ kind: 'return-order', order }])).toEqual([])
    expect(found([{ kind: 'return-order', order }], 30_000)).toEqual(['contribution.swept'])
    expect(found([])).toEqual(['contribution.income-account'])
    const paid = { ...order, state: 'paid', paidOn: '2026-01-05', treasuryRef: 'T' }
    expect(found([{ kind: 'return-order', order: paid }])).toEqual(['contribution.income-account'])
  })

  it('find a total swept that is not its sweeps', () => {
    expect(broken({ swept: { ...recorded.swept, swept: 29_999 } })).toEqual(['contribution.swept'])
  })

  it('find an income account overdrawn by more than refunds took off it since it was swept', () => {
    const all = {
      sweep: { ...recorded.sweep, amount: 50_000 },
      swept: { ...recorded.swept, swept: 50_000 },
    }
    expect(broken(all)).toEqual(['contribution.swept'])
    const paidAndRefunded = decidePayment(
      { ...payment, paymentId: 't2', kind: 'refund', amount: 10_000 },
      bill,
    )
    if (paidAndRefunded.status === 'refused') throw new Error(paidAndRefunded.refusal.code)
    const { bill: short, receipt: refund } = paidAndRefunded.value
    const refunded = {
      ...{ sweep: recorded.sweep, swept: { ...recorded.swept, swept: 40_000 } },
      bill: { kind: 'bill', bill: { ...short, statementId: 'S-340100-2025-1' } },
      income: { ...recorded.income, received: 30_000, takenOff: 10_000 },
    }
    const swept = { ...refunded, sweep: { ...recorded.sweep, amount: 40_000 } }
    const back = [{ kind: 'payment', receipt: refund }]
    expect(broken(swept, back)).toEqual([])
    const since = { ...swept, swept: { ...swept.swept, takenOffBefore: 1 } }
    expect(broken(since, back)).toEqual(['contribution.swept'])
    const more = { ...swept, income: { ...swept.income, takenOff: 10_001 } }
    expect(broken(more, back)).toEqual(['contribution.income-account'])
  })

  it('find money that was swept in one year, assigned to a bill of another, and can be swept there again', () => {
    const signed = { proposed: { by: 'wang', on: '2026-02-01' }, approved: { by: 'li', on: '2026-02-02' } }
    const part = {
      ...{ kind: 'assigned', amount: 40_000, on: '2026-02-02', why: 'found', commandId: 'c' },
      ...{ billId: 'R-P1-2025', receiptId: 't1', carried: 40_000, ...signed },
    }
    const year2026 = { ...account, fundYear: 2026 }
    const suspense = {
      ...{ paymentId: 's', billId: 'R-P9-2025', payer: 'individual', amount: 40_000, ...year2026 },
      ...{ paidOn: '2026-01-05', receivedOn: '2026-01-05', reason: 'contribution.bill-unknown' },
    }
    const books = (carried: number, takenOff: number, told: number) =>
      broken(
        {
          payment: { kind: 'payment', receipt: { ...receipt, suspenseOf: 's' } },
          sweep: { kind: 'sweep', ...year2026, amount: 40_000 },
          swept: { kind: 'income-swept', ...account, swept: carried, carried },
        },
        [
          { kind: 'suspense', suspense: { ...suspense, parts: [{ ...part, carried: told }] } },
          { kind: 'income', ...year2026, received: 0, takenOff },
          { kind: 'income-swept', ...year2026, swept: 40_000 - carried, carried: -carried },
        ],
      )
    expect(books(40_000, 0, 40_000)).toEqual([])
    expect(books(0, 40_000, 0)).toEqual(['contribution.income-account'])
    expect(books(40_000, 0, 0)).toEqual(['contribution.income-account', 'contribution.income-account'])
  })

  it('find a total swept that what came back did not make less', () => {
    const back = { kind: 'sweep-return', ...account, amount: 10_000 }
    expect(broken({ swept: { ...recorded.swept, swept: 20_000 } }, [back])).toEqual([])
    expect(broken({}, [back])).toEqual(['contribution.swept'])
  })

  it('find a sweep of nothing', () => {
    const nothing = { kind: 'sweep', sweepId: 'W0', ...account, amount: 0 }
    expect(broken({}, [nothing])).toEqual(['contribution.swept'])
  })

  it('find money in suspense that one officer alone disposed of, or nobody', () => {
    const signed = {
      proposed: { by: 'wang', on: '2025-02-01' },
      approved: { by: 'li', on: '2025-02-02' },
    }
    const part = { kind: 'assigned', amount: 40_000, on: '2025-02-02', why: 'found', commandId: 'c' }
    const assigned = { ...part, billId: 'R-P1-2025', receiptId: 't1', ...signed }
    const suspense = {
      ...{ paymentId: 's', billId: 'R-P9-2025', payer: 'individual', amount: 40_000, ...account },
      ...{ paidOn: '2025-01-05', receivedOn: '2025-01-05', reason: 'contribution.bill-unknown' },
    }
    const payment = { kind: 'payment', receipt: { ...receipt, suspenseOf: 's' } }
    const withPart = (...parts: object[]) =>
      broken({ payment }, [{ kind: 'suspense', suspense: { ...suspense, parts } }])
    expect(withPart(assigned)).toEqual([])
    for (const wrong of [
      { ...assigned, approved: undefined },
      { ...assigned, proposed: undefined },
      { ...assigned, approved: { by: ' Wang ', on: '2025-02-02' } },
    ])
      expect(withPart(wrong)).toEqual(['contribution.suspense'])
  })

  it('find a proposal of more than there is, of what was done already, or of nobody, and a rejection for no reason', () => {
    const proposed = { by: 'wang', on: '2025-02-01' }
    const proposal = { proposalId: 'p', amount: 40_000, why: 'found', to: { kind: 'payer' }, proposed }
    const rejected = { ...proposal, proposalId: 'q', rejected: { by: 'li', on: '2025-02-02', reason: 'no' } }
    const suspense = {
      ...{ paymentId: 's', billId: 'R-P9-2025', payer: 'individual', amount: 40_000, ...account, parts: [] },
      ...{ paidOn: '2025-01-05', receivedOn: '2025-01-05', reason: 'contribution.bill-unknown' },
    }
    const income = { ...recorded.income, received: 80_000 }
    const withMore = (more: object) =>
      broken({ income }, [{ kind: 'suspense', suspense: { ...suspense, ...more } }])
    expect(withMore({ proposal, rejected: [rejected] })).toEqual([])
    for (const wrong of [
      { proposal: { ...proposal, amount: 40_001 } },
      { proposal: { ...proposal, amount: -1 } },
      { proposal: { ...proposal, proposed: { by: '', on: '2025-02-01' } } },
      { proposal, rejected: [{ ...rejected, rejected: { ...rejected.rejected, reason: '' } }] },
    ])
      expect(withMore(wrong)).toEqual(['contribution.suspense'])
  })

  it('find money that left suspense without an order, twice, or with another amount, and orders of nothing', () => {
    const signed = { proposed: { by: 'wang', on: '2025-02-01' }, approved: { by: 'li', on: '2025-02-02' } }
    const part = {
      ...{ kind: 'returned', amount: 40_000, on: '2025-02-02', why: 'twice', commandId: 'c' },
      ...{ orderId: 'RO-1', ...signed },
    }
    const suspense = {
      ...{ paymentId: 's', billId: 'R-P9-2025', payer: 'individual', amount: 40_000, ...account },
      ...{ paidOn: '2025-01-05', receivedOn: '2025-01-05', reason: 'contribution.bill-unknown' },
    }
    const order = {
      ...{ orderId: 'RO-1', ...account, payee: { kind: 'person', id: 'P9' }, purpose: 'return' },
      ...{ paymentId: 's', amount: 40_000, since: '2025-02-02', orderedOn: '2025-02-02' },
      ...{ failures: [], state: 'open' },
    }
    const failure = { failedOn: '2025-02-03', reason: 'closed' }
    const returned = (...orders: object[]) =>
      broken({}, [
        { kind: 'suspense', suspense: { ...suspense, parts: [part] } },
        ...orders.map((each) => ({ kind: 'return-order', order: each })),
      ])
    for (const right of [
      order,
      { ...order, state: 'failed', failures: [failure] },
      { ...order, state: 'paid', paidOn: '2025-02-03', treasuryRef: 'T' },
    ])
      expect(returned(right)).toEqual([])
    for (const wrong of [
      [],
      [order, { ...order, orderId: 'RO-2' }],
      [{ ...order, amount: 39_999 }],
      [{ ...order, city: '340200' }],
      [{ ...order, payee: undefined }],
      [{ ...order, state: 'failed' }],
      [{ ...order, state: 'failed', failures: [{ ...failure, reason: '' }] }],
      [{ ...order, state: 'paid', paidOn: '2025-02-03' }],
      [order, { ...order, paymentId: 'of nobody' }],
    ])
      expect(returned(...wrong)).toEqual(['contribution.return-orders'])
  })

  it('find a resident billed twice, or under an id that is not that of their year', () => {
    const second = { kind: 'bill', bill: { ...residentYear, billId: 'R-P1-2025-2' } }
    expect(broken({}, [second])).toEqual(['contribution.billed-once', 'contribution.counted-once'])
    const other = { kind: 'bill', bill: { ...residentYear, billId: 'R-P2-2025' } }
    expect(broken({}, [other])).toEqual(['contribution.billed-once', 'contribution.counted-once'])
  })

  it('find a resident counted by a statement that does not count them, or that is not there', () => {
    const counted = { ...recorded.part, headcount: 2 }
    const two = { kind: 'statement', statement: { ...statement, headcount: 2 } }
    expect(broken({ part: counted, statement: two })).toEqual(['contribution.counted-once'])
    expect(broken({ bill: billWith({ statementId: 'S-340100-2025-9' }) })).toEqual([
      'contribution.issued-as-counted',
      'contribution.counted-once',
      'contribution.subsidy-at-standard',
    ])
  })

  it('find a statement issued with another count than its parts, without its bill, or billed before', () => {
    const two = { kind: 'statement', statement: { ...statement, headcount: 2 } }
    expect(broken({ statement: two })).toEqual(['contribution.issued-as-counted'])
    expect(broken({ subsidy: {} })).toEqual([
      'contribution.issued-as-counted',
      'contribution.subsidy-at-standard',
    ])
    const gathering = { kind: 'statement', statement: { ...statement, status: 'gathering' } }
    expect(broken({ statement: gathering })).toEqual(['contribution.issued-as-counted'])
  })

  describe('about the months of employees', () => {
    const line = { personId: 'P1', base: 800_000, pooled: 56_000, account: 16_000 }
    const january = {
      ...employerMonth,
      persons: [line],
      dues: [
        { payer: 'employer', pooled: 56_000, account: 0 },
        { payer: 'individual', pooled: 0, account: 16_000 },
      ],
    }
    const more = {
      ...january,
      ...{ billId: 'E-E1-2025-01-2', charge: 'base-difference', belongsTo: '2025-03' },
      persons: [
        { ...line, base: 900_000, baseBefore: 800_000, pooled: 7_000, account: 2_000, of: january.billId },
      ],
      dues: [
        { payer: 'employer', pooled: 7_000, account: 0 },
        { payer: 'individual', pooled: 0, account: 2_000 },
      ],
    }
    const held = {
      billId: january.billId,
      payerId: 'E1',
      city: '340100',
      base: 900_000,
      pooled: 63_000,
      account: 18_000,
    }
    const year = (month: object) => ({
      kind: 'billed-year',
      personId: 'P1',
      year: 2025,
      months: { '2025-01': month },
    })
    const told = (bills: object[], ...others: object[]) =>
      broken({}, [...bills.map((each) => ({ kind: 'bill', bill: each })), ...others])

    it('hold for a month and its difference', () => {
      expect(told([january, more], year(held))).toEqual([])
    })

    it('hold for a bill of the first releases, whose lines say no part of the pool', () => {
      const { pooled: _, ...plain } = line
      expect(told([{ ...january, persons: [plain] }])).toEqual([])
    })

    it('find lines that do not come to the dues', () => {
      const short = { ...january, persons: [{ ...line, pooled: 55_999 }] }
      expect(told([short], year({ ...held, base: 800_000, pooled: 55_999, account: 16_000 }))).toEqual([
        'contribution.dues-of-lines',
      ])
    })

    it('find a month that two employers are billed for', () => {
      const other = { ...january, billId: 'E-E2-2025-01', employerId: 'E2' }
      const twice = { ...held, base: 800_000, pooled: 112_000, account: 32_000 }
      expect(told([january, other], year(twice))).toEqual(['contribution.months-billed-once'])
    })

    it('find a difference against no bill, or against one that does not have the month', () => {
      const { of: _, ...plain } = more.persons[0] ?? {}
      expect(told([january, { ...more, persons: [plain] }], year(held))).toEqual([
        'contribution.dues-of-lines',
        'contribution.months-billed-once',
      ])
      expect(told([january, { ...more, persons: [{ ...plain, of: 'E-E1-2025-02' }] }], year(held))).toEqual([
        'contribution.months-billed-once',
      ])
    })

    it('find a refund that asks, and a month that is held otherwise than billed, or not at all', () => {
      expect(told([january, { ...more, charge: 'refund' }], year(held))).toEqual([
        'contribution.dues-of-lines',
      ])
      expect(told([january, more], year({ ...held, account: 18_001 }))).toEqual([
        'contribution.months-billed-once',
      ])
      expect(told([january])).toEqual(['contribution.months-billed-once'])
      expect(told([], year(held))).toEqual(['contribution.months-billed-once'])
    })
  })

  const off = { writeOffId: 'WO-1', payer: 'employer', amount: 400, on: '2025-04-01' }
  const overdue = { ...employerMonth, persons: [], takenOff: [off] }
  const decided = {
    ...{ ...off, kind: 'write-off', billId: overdue.billId, why: 'bankrupt', document: 'D-1' },
    ...{ city: '340100', scheme: 'employee', proposed: { by: 'a', on: '2025-03-31' } },
    ...{ state: 'approved', decided: { by: 'b', on: '2025-04-01' } },
  }
  const asBill = (of: object) => ({ kind: 'bill', bill: of })
  const writeOff = (more: object = {}) => ({ kind: 'write-off', writeOff: { ...decided, ...more } })

  it('find what one person wrote off, or nobody decided, or a bill does not say', () => {
    expect(broken({}, [asBill(overdue), writeOff()])).toEqual([])
    expect(broken({}, [asBill(overdue)])).toEqual(['contribution.write-offs'])
    expect(broken({}, [asBill({ ...overdue, takenOff: [] }), writeOff()])).toEqual([
      'contribution.write-offs',
    ])
    expect(broken({}, [asBill(overdue), writeOff({ decided: { by: 'A', on: '2025-04-01' } })])).toEqual([
      'contribution.write-offs',
    ])
    expect(broken({}, [asBill(overdue), writeOff({ amount: 401 })])).toEqual(['contribution.write-offs'])
  })

  it('find money taken for what was written off', () => {
    const paid = { ...overdue, paid: { employer: 85_400 }, status: 'partly-paid' }
    const received = {
      ...{ ...receipt, paymentId: 'e1', billId: overdue.billId, payer: 'employer', pooled: 85_400 },
      ...{ city: '340100', scheme: 'employee', completes: undefined },
    }
    const employees = { kind: 'income', city: '340100', scheme: 'employee', fundYear: 2025, received: 85_400 }
    expect(broken({}, [asBill(paid), writeOff(), { kind: 'payment', receipt: received }, employees])).toEqual(
      ['contribution.arrears'],
    )
  })

  const fee = {
    ...{ ...employerMonth, billId: 'L-E-E1-2025-01-1', kind: 'late-fee', feeOf: employerMonth.billId },
    ...{ dues: [{ payer: 'employer', pooled: 549, account: 0 }], persons: [] },
  }
  const late = { ...employerMonth, persons: [], fees: { count: 1, billed: 549, through: '2025-03-12' } }

  it('find a late fee billed otherwise than its bill says, billed on a resident, or paid as a premium', () => {
    expect(broken({}, [asBill(late), asBill(fee)])).toEqual([])
    expect(broken({}, [asBill(late)])).toEqual(['contribution.late-fees'])
    expect(broken({}, [asBill({ ...late, fees: { ...late.fees, billed: 548 } }), asBill(fee)])).toEqual([
      'contribution.late-fees',
    ])
    expect(broken({}, [asBill({ ...late, fees: undefined }), asBill(fee)])).toEqual([
      'contribution.late-fees',
    ])
    expect(broken({}, [asBill({ ...late, employerId: undefined }), asBill(fee)])).toEqual([
      'contribution.late-fees',
    ])
    const paidFee = asBill({ ...fee, paid: { employer: 549 }, status: 'paid' })
    const employees = { kind: 'income', city: '340100', scheme: 'employee', fundYear: 2025, received: 549 }
    const paidAs = (more: object) => {
      const received = {
        ...{ ...receipt, paymentId: 'f1', billId: fee.billId, payer: 'employer', pooled: 549 },
        ...{ city: '340100', scheme: 'employee', completes: undefined },
      }
      return broken({}, [
        asBill(late),
        paidFee,
        { kind: 'payment', receipt: { ...received, ...more } },
        employees,
      ])
    }
    expect(paidAs({ line: 'late-fee' })).toEqual([])
    expect(paidAs({})).toEqual(['contribution.late-fees'])
  })

  const message = {
    ...{ number: 1, kind: 'add', sentOn: '2025-01-01', state: 'received' },
    ...{ answer: { on: '2025-01-02', code: '10000' } },
    content: {
      dues: [
        { payer: 'employer', amount: 85_400 },
        { payer: 'individual', amount: 24_400 },
      ],
    },
  }
  const exchange = (...messages: object[]) => ({
    kind: 'exchange',
    exchange: { billId: employerMonth.billId, city: '340100', scheme: 'employee', messages },
  })

  it('find a bill told twice, out of turn, or as another amount than is due', () => {
    const plain = asBill({ ...employerMonth, persons: [] })
    const under = { ...message, state: 'sent', answer: undefined }
    expect(broken({}, [plain, exchange(message)])).toEqual([])
    expect(broken({}, [plain, exchange(message, { ...message, number: 2 })])).toEqual([
      'contribution.exchange',
    ])
    expect(broken({}, [plain, exchange({ ...message, number: 2 })])).toEqual(['contribution.exchange'])
    expect(broken({}, [plain, exchange(under, { ...under, number: 2 })])).toEqual(['contribution.exchange'])
    expect(broken({}, [plain, exchange({ ...message, content: { dues: [] } })])).toEqual([
      'contribution.exchange',
    ])
    expect(broken({}, [exchange(message)])).toEqual(['contribution.exchange'])
    expect(broken({}, [plain, exchange({ ...under, corrects: 1 })])).toEqual(['contribution.exchange'])
  })

  it('find a day whose differences do not explain its sum, or one that one officer settled', () => {
    const difference = {
      ...{ differenceId: 'DF-1', city: '340100', on: '2025-01-05', foundOn: '2025-01-06', paymentId: 't9' },
      ...{ kind: 'theirs-only', theirs: { amount: 500, on: '2025-01-05' }, state: 'open' },
    }
    const list = {
      ...{ kind: 'day-list', city: '340100', on: '2025-01-05', state: 'compared', differenceIds: ['DF-1'] },
      ...{ ours: { count: 1, amount: 40_000 }, theirs: { count: 2, amount: 40_500 } },
    }
    const found = (more: object = {}) => ({ kind: 'difference', difference: { ...difference, ...more } })
    expect(broken({}, [list, found()])).toEqual([])
    expect(broken({}, [list])).toEqual(['contribution.reconciliation'])
    expect(broken({}, [list, found({ theirs: { amount: 499, on: '2025-01-05' } })])).toEqual([
      'contribution.reconciliation',
    ])
    const settling = { as: 'ours', why: 'so', proposed: { by: 'a', on: '2025-01-07' } }
    expect(broken({}, [list, found({ state: 'settled', settling })])).toEqual(['contribution.reconciliation'])
    const approved = { ...settling, approved: { by: 'b', on: '2025-01-08' } }
    expect(broken({}, [list, found({ state: 'settled', settling: approved })])).toEqual([])
  })

  it('find a year of which the levels owe more or less than its heads at the standards that counted them', () => {
    const owed = (pooled: number) => ({
      ...recorded.subsidy,
      bill: { ...subsidy, dues: [{ payer: 'centre', pooled, account: 0 }] },
    })
    expect(broken({ subsidy: owed(42_000) })).toEqual([])
    expect(broken({ subsidy: owed(40_200) })).toEqual(['contribution.subsidy-at-standard'])
    expect(broken({ subsidy: owed(43_800) })).toEqual(['contribution.subsidy-at-standard'])
  })

  it('find a missed year that is repaired too early, with a subsidy, or beside its own bill', () => {
    const repair = {
      ...{
        ...residentYear,
        aidFunded: undefined,
        billId: 'R-P7-2025',
        kind: 'resident-repair',
        fundYear: 2026,
      },
      ...{ charge: 'repair', issuedOn: '2026-03-01', persons: [{ personId: 'P7', account: 0 }] },
    }
    const further = { ...repair, billId: 'R-P7-2025-repair' }
    const ofYear = { ...residentYear, billId: 'R-P7-2025', persons: repair.persons }
    const replaced = { ...ofYear, repairedBy: 'R-P7-2025-repair' }
    const wrong = ['contribution.repairs']
    expect(broken({}, [asBill(repair)])).toEqual([])
    expect(broken({}, [asBill(further), asBill(replaced)])).toEqual([])
    expect(broken({}, [asBill({ ...repair, issuedOn: '2025-12-31' })])).toEqual(wrong)
    expect(broken({}, [asBill({ ...repair, billId: 'R-P8-2025' })])).toEqual(wrong)
    expect(broken({}, [asBill({ ...repair, aidFunded: 36_000 })])).toEqual(wrong)
    const centre = [{ payer: 'centre', pooled: 40_000, account: 0 }]
    expect(broken({}, [asBill({ ...repair, dues: centre })])).toEqual(wrong)
    expect(broken({}, [asBill(further), asBill(ofYear)])).toEqual(wrong)
    expect(broken({}, [asBill(replaced)])).toEqual(wrong)
  })

  it('find a refund that was granted by one officer, or otherwise than it was reviewed', () => {
    const review = { as: 'granted', why: 'so', commandId: 'c', proposed: { by: 'a', on: '2025-01-07' } }
    const asked = {
      ...{ requestId: 'TF-1', city: '340100', paymentId: 't1', amount: 100, why: 'twice' },
      ...{ asked: { by: 'tax', on: '2025-01-06' }, state: 'granted', review },
    }
    const request = (by: string, more: object = {}) => ({
      kind: 'refund-request',
      request: { ...asked, decided: { by, on: '2025-01-08' }, ...more },
    })
    expect(broken({}, [request('b')])).toEqual([])
    expect(broken({}, [request(' A')])).toEqual(['contribution.refund-requests'])
    expect(broken({}, [request('b', { state: 'refused' })])).toEqual(['contribution.refund-requests'])
    expect(broken({}, [request('tax')])).toEqual(['contribution.refund-requests'])
  })
})
