import type { FundYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { fen } from '#shared/money/fen.ts'
import { isDecided, lateCosts } from '../cleared-cost/late-costs.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { refuse } from '../refusals.ts'
import { bookBorne, borneOf } from './book-borne.ts'
import { correctedYears, yearCorrectedBy } from './corrected-years.ts'
import type { DecisionName } from './late-cost-decisions.ts'
import { lateCostDecisions, listLateCostDecisions } from './late-cost-decisions.ts'
import type { BorneCost } from './rules/borne-costs.ts'
import type { LateCostDecision, LateCostOutcome } from './rules/late-cost-decision.ts'
import { approveLateCost, toldAfter, withdrawLateCost } from './rules/late-cost-decision.ts'

type StoreEffects = Pick<Effects, 'store'>
type DecisionEffects = Pick<Effects, 'store' | 'policy'>

export type ProposeLateCost = {
  readonly fund: Fund
  readonly year: FundYear
  /** What becomes of what no institution bears. */
  readonly outcome: LateCostOutcome
  /** What each institution bears; absent where none does. */
  readonly borne?: readonly Pick<BorneCost, 'institution' | 'amount'>[]
  readonly reason: string
  readonly document: string
  readonly signed: Signature
  readonly commandId: string
}

const written = async <Value>(
  { store }: StoreEffects,
  writes: Parameters<typeof store.write>[0],
  value: Value,
) =>
  (await store.write(writes)).status === 'written' ? accept(value) : refuse('late-cost.changed-meanwhile')

/**
 * Proposes that institutions bear some of what is told now, and that the rest stays in the year it was booked in, or that a
 * shared gap is trued up by it again. The amounts told are typed by nobody.
 */
export const proposeLateCost = async (
  { fund, year, outcome, borne: asked, reason, document, signed, commandId }: ProposeLateCost,
  effects: DecisionEffects,
): Promise<Decision<LateCostDecision>> => {
  const decisions = await listLateCostDecisions(effects.store, fund, year)
  const done = decisions.find((each) => each.commandId === commandId)
  if (done) return accept(done)
  const told = await lateCosts.read(effects.store, { fund, year })
  const isNothing = !told || (told.income === 0 && told.expenditure === 0)
  if (isNothing || isDecided(told)) return refuse('late-cost.none', { figures: { year } })
  const before = decisions.at(-1)
  if (before?.status === 'proposed')
    return refuse('late-cost.proposal-waits', { figures: { number: before.number } })
  const { income, expenditure } = told
  const borne = await borneOf(asked, told, signed.on, effects)
  if (borne.status === 'refused') return borne
  const rest = { ...told, ...toldAfter({ income, expenditure, borne: borne.value }) }
  const corrected =
    outcome === 'carried' ? accept(undefined) : await yearCorrectedBy(rest, signed.on, effects)
  if (corrected.status === 'refused') return corrected
  const content = {
    ...{ fund, year, number: (before?.number ?? 0) + 1, outcome },
    ...(borne.value.length === 0 ? {} : { borne: borne.value }),
    ...{ income, expenditure, reason, document, proposed: signed, commandId },
    ...(corrected.value === undefined ? {} : { correctedTo: corrected.value }),
  }
  const decision = { ...content, proposalId: fingerprint(content), status: 'proposed' as const }
  return written(effects, [lateCostDecisions.create({ ...decision, version: 1 })], decision)
}

const find = async ({ fund, year, number }: DecisionName, { store }: StoreEffects) => {
  const decision = await lateCostDecisions.read(store, { fund, year, number })
  return decision ? accept(decision) : refuse('late-cost.unknown', { figures: { year, number } })
}

/**
 * Approves what was proposed; the work ends in the same transaction, and only while the same is told. With it the year is
 * corrected, where its gap is to be trued up again.
 */
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
  const { number, correctedTo } = approved.value
  const after = toldAfter(approved.value)
  const ended = { ...told, ...after, decided: { number, ...after }, version: told.version + 1 }
  const writes = [
    lateCostDecisions.replace({ ...approved.value, version: version + 1 }, version),
    lateCosts.replace(ended, told.version),
    ...(correctedTo === undefined
      ? []
      : [correctedYears.create({ ...name, correctedOn: signed.on, ...correctedTo })]),
  ]
  return approved.value.borne === undefined
    ? written(effects, writes, approved.value)
    : bookBorne(approved.value, signed, writes, effects)
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
