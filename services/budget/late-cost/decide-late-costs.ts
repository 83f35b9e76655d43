import type { FundYear } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint, stableId } from '#shared/kernel/hash.ts'
import { fen } from '#shared/money/fen.ts'
import { institutionMonthAddition } from '../claims/institution-months.ts'
import type { LateCost } from '../cleared-cost/late-costs.ts'
import { isDecided, lateCosts } from '../cleared-cost/late-costs.ts'
import { costsOf } from '../cleared-cost/rules/cost-parts.ts'
import { costAdditions, readYearCleared } from '../cleared-cost/store.ts'
import type { Effects } from '../effects.ts'
import { book } from '../ledger/book.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { refuse } from '../refusals.ts'
import { borneCosts } from './borne-costs.ts'
import type { DecisionName } from './late-cost-decisions.ts'
import { lateCostDecisions, listLateCostDecisions } from './late-cost-decisions.ts'
import { readAsked, sinceCleared } from './late-of-institution.ts'
import type { BorneCost } from './rules/borne-costs.ts'
import { borneMovements, judgeBorne } from './rules/borne-costs.ts'
import type { LateCostDecision } from './rules/late-cost-decision.ts'
import { approveLateCost, toldAfter, withdrawLateCost } from './rules/late-cost-decision.ts'

type StoreEffects = Pick<Effects, 'store'>

export type ProposeLateCost = {
  readonly fund: Fund
  readonly year: FundYear
  readonly reason: string
  readonly document: string
  /** What each institution bears; absent where all of it is carried. */
  readonly borne?: readonly Pick<BorneCost, 'institution' | 'amount'>[]
  readonly signed: Signature
  readonly commandId: string
}

const written = async <Value>(
  { store }: StoreEffects,
  writes: Parameters<typeof store.write>[0],
  value: Value,
) =>
  (await store.write(writes)).status === 'written' ? accept(value) : refuse('late-cost.changed-meanwhile')

const amountOf = ({ income, expenditure }: Pick<LateCost, 'income' | 'expenditure'>) =>
  fen(expenditure - income)

/** What institutions are asked to bear, judged by what came late of each and what nobody decided on yet. */
const borneOf = async (
  { fund, year, borne = [], signed }: ProposeLateCost,
  told: LateCost,
  { store }: StoreEffects,
): Promise<Decision<readonly BorneCost[]>> => {
  if (borne.length === 0) return accept([])
  const cleared = await readYearCleared(store, fund, year)
  if (!cleared) return refuse('late-cost.none', { figures: { year } })
  const since = sinceCleared(year, cleared.clearedOn, signed.on)
  const asked = await Promise.all(borne.map((each) => readAsked(store, fund, each, since)))
  const { decided } = told
  return judgeBorne(asked, fen(amountOf(told) - (decided ? amountOf(decided) : 0)))
}

/**
 * Proposes that what is told now stays in the year it was booked in, or that institutions bear some of it and the rest
 * stays. The amounts told are typed by nobody.
 */
export const proposeLateCost = async (
  command: ProposeLateCost,
  effects: StoreEffects,
): Promise<Decision<LateCostDecision>> => {
  const { fund, year, reason, document, signed, commandId } = command
  const decisions = await listLateCostDecisions(effects.store, fund, year)
  const done = decisions.find((each) => each.commandId === commandId)
  if (done) return accept(done)
  const told = await lateCosts.read(effects.store, { fund, year })
  const isNothing = !told || (told.income === 0 && told.expenditure === 0)
  if (isNothing || isDecided(told)) return refuse('late-cost.none', { figures: { year } })
  const before = decisions.at(-1)
  if (before?.status === 'proposed')
    return refuse('late-cost.proposal-waits', { figures: { number: before.number } })
  const borne = await borneOf(command, told, effects)
  if (borne.status === 'refused') return borne
  const { income, expenditure } = told
  const isBorne = borne.value.length > 0
  const content = {
    ...{ fund, year, number: (before?.number ?? 0) + 1 },
    ...(isBorne ? { outcome: 'borne' as const, borne: borne.value } : { outcome: 'carried' as const }),
    ...{ income, expenditure, reason, document, proposed: signed, commandId },
  }
  const decision = { ...content, proposalId: fingerprint(content), status: 'proposed' as const }
  return written(effects, [lateCostDecisions.create({ ...decision, version: 1 })], decision)
}

const find = async ({ fund, year, number }: DecisionName, { store }: StoreEffects) => {
  const decision = await lateCostDecisions.read(store, { fund, year, number })
  return decision ? accept(decision) : refuse('late-cost.unknown', { figures: { year, number } })
}

/** Approves what was proposed; the work ends in the same transaction, and only while the same is told. */
export const approveLateCosts = async (
  name: DecisionName,
  proposalId: string,
  signed: Signature,
  effects: StoreEffects,
): Promise<Decision<LateCostDecision>> => {
  const found = await find(name, effects)
  if (found.status === 'refused') return found
  const { version, ...state } = found.value
  const told = await lateCosts.read(effects.store, name)
  const amounts = told ?? { income: fen(0), expenditure: fen(0) }
  const approved = approveLateCost(signed, { proposalId, told: amounts }, state)
  if (approved.status === 'refused' || approved.value === state || !told) return approved
  const { number } = approved.value
  const after = toldAfter(approved.value)
  const ended = { ...told, ...after, decided: { number, ...after }, version: told.version + 1 }
  const writes = [
    lateCostDecisions.replace({ ...approved.value, version: version + 1 }, version),
    lateCosts.replace(ended, told.version),
  ]
  return approved.value.outcome === 'borne'
    ? bookBorne(approved.value, signed, writes, effects)
    : written(effects, writes, approved.value)
}

/** Books what institutions bear in the transaction of its approval: the entry, their months, and the cost of the year. */
const bookBorne = async (
  decision: LateCostDecision,
  { on }: Signature,
  writes: readonly Write[],
  { store }: StoreEffects,
): Promise<Decision<LateCostDecision>> => {
  const { fund, year, number, document, proposalId, borne = [] } = decision
  const entryId = stableId('E-', 'late-costs-borne', fund.city, fund.scheme, year, number)
  const movements = borneMovements(borne)
  const entry = { entryId, reason: 'late-costs-borne', on, source: proposalId, movements } as const
  const outcome = await book(store, fund, monthOf(on), (bookedIn) => ({
    entry,
    alongside: [
      ...writes,
      ...borne.flatMap((each) => [
        borneCosts.create({ ...fund, ...each, ...{ year, number, document, bookedIn, on, entryId } }),
        institutionMonthAddition(
          { ...fund, month: bookedIn, institution: each.institution },
          { owedBack: each.amount },
        ),
      ]),
      ...costAdditions(fund, { year, bookedIn, costs: costsOf('borne', movements) }),
    ],
  }))
  return outcome.status === 'booked' ? accept(decision) : refuse('late-cost.changed-meanwhile')
}

/** Withdraws what nobody approved: another may be proposed then. */
export const withdrawLateCosts = async (
  name: DecisionName,
  signed: Signature,
  effects: StoreEffects,
): Promise<Decision<LateCostDecision>> => {
  const found = await find(name, effects)
  if (found.status === 'refused') return found
  const { version, ...state } = found.value
  const withdrawn = withdrawLateCost(signed, state)
  if (withdrawn.status === 'refused' || withdrawn.value === state) return withdrawn
  return written(
    effects,
    [lateCostDecisions.replace({ ...withdrawn.value, version: version + 1 }, version)],
    withdrawn.value,
  )
}
