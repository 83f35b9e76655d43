import type { Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { Payer, StatedLine, StatedLineName } from '#shared/contracts/contribution.ts'
import { payers, statedLines } from '#shared/contracts/contribution.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { FactKind, MonthFact } from '../../bill/rules/month-fact.ts'
import type { Receipt } from '../../payment/rules/payment.ts'
import type { Suspense } from '../../payment/rules/suspense.ts'

/** What is added up of a line: how many facts, and what they come to for the pool and for personal accounts. */
type Sum = { readonly count: number; readonly pooled: Fen; readonly account: Fen }

/** The lines of a city's month so far, by scheme, line, part and payer; plain, so that a unit can carry them. */
export type Sums = Readonly<Record<string, Sum>>

type Counted = {
  readonly scheme: Scheme
  readonly line: StatedLineName
  readonly of: string
  readonly payer?: Payer | undefined
  readonly pooled: Fen
  readonly account: Fen
}

const nameOf = ({ scheme, line, of, payer }: Omit<Counted, 'pooled' | 'account'>): string =>
  [scheme, line, of, payer ?? ''].join(' ')

/** The sums with some more facts. */
export const addedUp = (sums: Sums, facts: readonly Counted[]): Sums => {
  const after: Record<string, Sum> = { ...sums }
  for (const { pooled, account, ...of } of facts) {
    const before = after[nameOf(of)] ?? { count: 0, pooled: 0, account: 0 }
    after[nameOf(of)] = {
      count: before.count + 1,
      pooled: fen(before.pooled + pooled),
      account: fen(before.account + account),
    }
  }
  return after
}

const lineOfKind: Readonly<Record<FactKind, StatedLineName>> = {
  bill: 'issued',
  interest: 'interest',
  off: 'taken-off',
  sweep: 'swept',
}

/** What a fact whose key tells its amounts adds to its lines: a bill counts once for each payer of it. */
export const ofFact = (kind: FactKind, { scheme, of, amounts }: MonthFact): Counted[] =>
  amounts.map((amount) => ({ scheme, line: lineOfKind[kind], of, ...amount }))

/** What a receipt adds: what it brought or took back, a late fee apart. */
export const ofReceipt = ({ scheme, payer, pooled, account, line }: Receipt): Counted[] => [
  {
    ...{ scheme, payer, pooled, account },
    line: pooled + account < 0 ? 'refunded' : 'paid',
    of: line ?? 'premium',
  },
]

/** What money in suspense adds to a month: as it came, and each part as it went. */
export const ofSuspense = ({ scheme, amount, receivedOn, parts }: Suspense, month: Month): Counted[] => {
  const movements = [
    { of: 'received', pooled: amount, on: receivedOn },
    ...parts.map((part) => ({ of: part.kind, pooled: -part.amount, on: part.on })),
  ]
  return movements
    .filter(({ on }) => monthOf(on) === month)
    .map(({ of, pooled }) => ({ scheme, line: 'suspense' as const, of, pooled, account: 0 }))
}

const place = (name: string, among: readonly string[]): number => {
  const at = among.indexOf(name)
  return at < 0 ? among.length : at
}

/** The lines of a scheme, in the order of the statement. */
export const linesOf = (sums: Sums, scheme: Scheme): StatedLine[] =>
  Object.entries(sums)
    .map(([name, sum]) => {
      const [own, line, of = '', payer = ''] = name.split(' ')
      return { own, line: line as StatedLineName, of, payer, ...sum }
    })
    .filter(({ own }) => own === scheme)
    .sort(
      (a, b) =>
        place(a.line, statedLines) - place(b.line, statedLines) ||
        (a.of < b.of ? -1 : Number(a.of > b.of)) ||
        place(a.payer, payers) - place(b.payer, payers),
    )
    .map(({ own: _, payer, ...line }) => ({
      ...line,
      ...(payer === '' ? {} : { payer: payer as Payer }),
    }))
