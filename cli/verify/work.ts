import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Language, Phrase } from '#shared/kernel/language.ts'
import { startReachedLines } from '../../services/budget/planning/overruns.ts'
import { latePayments } from './late-payments.ts'

/** What waits for an officer or for the treasury: that is no fault, but it must not be forgotten. */
export type OpenWork = {
  readonly kind: WorkKind
  readonly count: number
  /** Fen, refunds taken off; 0 where no money waits but a decision. */
  readonly amount: number
  /** The day since which the oldest waits. */
  readonly since: string
}

const words = {
  suspense: { zh: '待查收入待处理', en: 'in suspense, for an officer to propose what becomes of it' },
  proposal: { zh: '待查收入提议待审批', en: 'in suspense, with a proposal that waits for approval' },
  'return-failed': { zh: '退付失败，待重新下达', en: 'returns that failed, for an officer to give again' },
  'return-open': { zh: '退付在途', en: 'returns that the treasury has to pay' },
  'payment-failed': { zh: '支付失败，待重新下达', en: 'payments that failed, for an officer to give again' },
  'reached-line': {
    zh: '预算科目已用完或超出，待批准预算调整',
    en: 'budget lines that reached or passed their budget, for an adjustment',
  },
  correction: { zh: '待遇更正待批准', en: 'corrections of claims that wait for an order' },
  transfer: { zh: '参保转移待转出地办理', en: 'transfers between cities that wait for a release' },
  death: {
    zh: '死亡登记待复核',
    en: 'reports of a death, or of its being wrong, that wait for a second hand',
  },
  'payment-late': {
    zh: '对机构拨付逾期（日期为最早应付日）',
    en: 'payments to institutions that are late, counted from the day they were due',
  },
  'upheld-claim': {
    zh: '支持异议的支付记录待更正',
    en: 'claims of which a contest was upheld, to be corrected or reversed',
  },
} satisfies Record<string, Phrase>

type WorkKind = keyof typeof words
type Waiting = { readonly kind: WorkKind; readonly amount: number; readonly since: string }

type Suspense = {
  readonly amount: number
  readonly receivedOn: string
  readonly parts: readonly { readonly amount: number }[]
  readonly proposal?: { readonly proposed: { readonly on: string } }
}
type Order = { readonly state: string; readonly amount: number; readonly since: string }

const ofSuspense = ({ amount, receivedOn, parts, proposal }: Suspense): Waiting[] => {
  const open = parts.reduce((left, part) => left - part.amount, amount)
  if (open === 0) return []
  return proposal
    ? [{ kind: 'proposal', amount: open, since: proposal.proposed.on }]
    : [{ kind: 'suspense', amount: open, since: receivedOn }]
}

const ofReturn = ({ state, amount, since }: Order): Waiting[] => {
  if (state === 'failed') return [{ kind: 'return-failed', amount, since }]
  return state === 'open' ? [{ kind: 'return-open', amount, since }] : []
}

const ofPayment = ({ state, amount, failedOn }: RecordedItem): Waiting[] =>
  state === 'failed' ? [{ kind: 'payment-failed', amount: Number(amount), since: String(failedOn) }] : []

type HeldYear = { readonly held?: { readonly since: string; readonly moves: number } }
const ofYear = ({ held }: HeldYear): Waiting[] =>
  held ? [{ kind: 'correction', amount: held.moves, since: held.since }] : []

type Asked = {
  readonly status: string
  readonly wanted?: unknown
  readonly requested: { readonly on: string }
}
/** A request that met nobody waits for nobody. */
const ofTransfer = ({ status, wanted, requested }: Asked): Waiting[] =>
  status === 'requested' && wanted ? [{ kind: 'transfer', amount: 0, since: requested.on }] : []

type Report = { readonly status: string; readonly reported: { readonly on: string } }
const ofDeath = ({ status, reported }: Report): Waiting[] =>
  status === 'reported' ? [{ kind: 'death', amount: 0, since: reported.on }] : []

const waitingIn = (service: string, item: RecordedItem): Waiting[] => {
  if (service === 'contribution' && item.kind === 'suspense') return ofSuspense(item.suspense as Suspense)
  if (service === 'contribution' && item.kind === 'return-order') return ofReturn(item.order as Order)
  if (service === 'budget' && item.kind === 'payment-order') return ofPayment(item)
  if (service === 'settlement' && item.kind === 'insured-year') return ofYear(item as HeldYear)
  if (service === 'enrollment' && item.kind === 'transfer') return ofTransfer(item as unknown as Asked)
  if (service === 'enrollment' && item.kind === 'death-report') return ofDeath(item as unknown as Report)
  if (service === 'budget' && item.kind === 'upheld-claim' && item.corrected === undefined)
    return [{ kind: 'upheld-claim', amount: 0, since: String(item.upheldOn) }]
  return []
}

/** Adds up what waits, as records are seen in any order. */
export const startWork = () => {
  const found = new Map<WorkKind, OpenWork>()
  const lines = startReachedLines()
  const payments = latePayments()
  const add = ({ kind, amount, since }: Waiting): void => {
    const before = found.get(kind) ?? { kind, count: 0, amount: 0, since }
    found.set(kind, {
      kind,
      count: before.count + 1,
      amount: before.amount + amount,
      since: before.since < since ? before.since : since,
    })
  }
  return {
    see: (service: string, item: RecordedItem): void => {
      for (const waiting of waitingIn(service, item)) add(waiting)
      if (service !== 'budget') return
      payments.see(item)
      lines.see(item)
    },
    finish: (): OpenWork[] => {
      for (const { amount, dueOn } of payments.finish()) add({ kind: 'payment-late', amount, since: dueOn })
      for (const { over, since } of lines.finish()) add({ kind: 'reached-line', amount: over, since })
      return (Object.keys(words) as WorkKind[]).flatMap((kind) => found.get(kind) ?? [])
    },
  }
}

const nothing: Phrase = { zh: '没有待办事项', en: 'Nothing waits for anyone.' }
const phraseOf = ({ kind, count, amount, since }: OpenWork): Phrase => ({
  zh: `${words[kind].zh}：${count} 笔${amount === 0 ? '' : `，${amount} 分`}，最早 ${since}`,
  en: `${count} ${words[kind].en}${amount === 0 ? '' : `: ${amount} fen`}, the oldest since ${since}`,
})

/** What waits, a line each. */
export const workLines = (work: readonly OpenWork[], language: Language): string =>
  work.length === 0 ? nothing[language] : work.map((each) => `  ${phraseOf(each)[language]}`).join('\n')
