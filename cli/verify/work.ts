import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Language, Phrase } from '#shared/kernel/language.ts'
import type { Wait, Waiting } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { fromServices } from '../../infra/services.ts'
import { startUnproposedMonths } from '../../services/budget/city-settlement/unproposed-months.ts'
import { startMonthsToRestate } from '../../services/budget/income/months-to-restate.ts'
import { ofSeveral as ofRecords } from '../../services/budget/night/what-waits.ts'
import { startReachedLines } from '../../services/budget/planning/overruns.ts'
import { provincePolicy } from '../province-policy.ts'
import { latePayments } from './late-payments.ts'

/** What waits for an officer or for the treasury: that is no fault, but it must not be forgotten. */
export type OpenWork = {
  /** The id of the wait, or of what only several records show. */
  readonly kind: string
  readonly count: number
  /** Fen, refunds taken off; 0 where no money waits but a decision. */
  readonly amount: number
  /** The day since which the oldest waits. */
  readonly since: Day
}

/** Work that has waited for longer than the policy takes it, and that nobody else is told of. */
export type LateWork = {
  readonly kind: 'late'
  readonly what: Phrase
  readonly where: string
  readonly days: number
}

/** What is to be done that one record does not show by itself. */
const ofSeveral = {
  'budget.lines-reached': ofRecords['budget.overruns-are-adjusted'],
  'budget.city-months-are-proposed': ofRecords['budget.city-months-are-proposed'],
  'budget.months-to-restate': ofRecords['budget.months-are-stated-again'],
  'budget.payments-late': {
    zh: '对机构拨付逾期（日期为最早应付日）',
    en: 'payments to institutions that are late, counted from the day they were due',
  },
} satisfies Record<string, Phrase>

/** Each service's waits, as its nightly check counts them. */
const waitsOfServices = await fromServices<{ readonly whatWaits: (policy: Policy) => readonly Wait[] }>(
  'night/what-waits.ts',
)
const policy = provincePolicy()
const waits = new Map(waitsOfServices.map(({ name, module }) => [name, module.whatWaits(policy)]))
const all = [...waits.values()].flat()
const words = new Map<string, Phrase>([
  ...all.flatMap(({ id, work }): [string, Phrase][] => (work ? [[id, work]] : [])),
  ...Object.entries(ofSeveral),
])

type Found = Pick<Waiting, 'since' | 'amount'> & { readonly kind: string }

/** Adds up what waits, as records are seen in any order. */
export const startWork = (today: Day) => {
  const found = new Map<string, OpenWork>()
  const late: LateWork[] = []
  const lines = startReachedLines()
  const payments = latePayments()
  const months = startUnproposedMonths()
  const toRestate = startMonthsToRestate()
  const add = ({ kind, amount = 0, since }: Found): void => {
    const before = found.get(kind) ?? { kind, count: 0, amount: 0, since }
    found.set(kind, {
      kind,
      count: before.count + 1,
      amount: before.amount + amount,
      since: before.since < since ? before.since : since,
    })
  }
  const seeWait = (
    service: string,
    item: RecordedItem,
    { id, work, isStuck, waits: waitsIn }: Wait,
  ): void => {
    const waiting = work && waitsIn(item)
    if (!waiting) return
    add({ kind: id, ...waiting })
    if (!isStuck || waiting.until >= today) return
    const where = `${service} ${item.pk} ${item.sk}`
    late.push({ kind: 'late', what: work, where, days: daysBetween(waiting.since, today) })
  }
  return {
    see: (service: string, item: RecordedItem): void => {
      for (const wait of waits.get(service) ?? []) seeWait(service, item, wait)
      if (service !== 'budget') return
      payments.see(item)
      lines.see(item)
      months.see(item)
      toRestate.see(item)
    },
    finish: (): { readonly work: readonly OpenWork[]; readonly late: readonly LateWork[] } => {
      for (const { amount, dueOn } of payments.finish())
        add({ kind: 'budget.payments-late', amount, since: dueOn })
      for (const { amount, since } of months.finish())
        add({ kind: 'budget.city-months-are-proposed', amount, since })
      for (const { amount, since } of toRestate.finish())
        add({ kind: 'budget.months-to-restate', amount, since })
      for (const { over, since } of lines.finish()) add({ kind: 'budget.lines-reached', amount: over, since })
      return { work: [...words.keys()].flatMap((kind) => found.get(kind) ?? []), late }
    },
  }
}

const nothing: Phrase = { zh: '没有待办事项', en: 'Nothing waits for anyone.' }
const lineOf = ({ kind, count, amount, since }: OpenWork): Phrase => {
  const { zh, en } = words.get(kind) ?? { zh: kind, en: kind }
  return {
    zh: `${zh}：${count} 笔${amount === 0 ? '' : `，${amount} 分`}，最早 ${since}`,
    en: `${count} ${en}${amount === 0 ? '' : `: ${amount} fen`}, the oldest since ${since}`,
  }
}

/** What waits, a line each. */
export const workLines = (work: readonly OpenWork[], language: Language): string =>
  work.length === 0 ? nothing[language] : work.map((each) => `  ${lineOf(each)[language]}`).join('\n')
