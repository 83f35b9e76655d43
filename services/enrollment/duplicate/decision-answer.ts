import * as z from 'zod'
import { amount, city, day, fundYear, id, scheme } from '#shared/contracts/fields.ts'
import { unitResults } from '#shared/edge/runs/run.ts'
import { sum } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import { division } from '../likeness/likeness-answer.ts'
import type { DecidedPair, DuplicateDecision } from './rules/decision.ts'

export const subsidyTwice = z.strictObject({ year: fundYear, city, amount })
export const dayRange = z.strictObject({ from: day, to: day })

/** A pair, what making it one does, and what became of it. */
const pairAnswer = z.strictObject({
  likenessId: id,
  keeps: id,
  ends: id,
  schemes: z.array(scheme).length(2),
  twice: z.array(dayRange).meta({ description: 'days on which both were covered; 9999-12-31: still' }),
  daysLost: z.int().meta({ description: 'days on which the one who ends may claim no more' }),
  daysGained: z
    .int()
    .meta({ description: 'days on which the one who goes on may claim besides, by what was paid' }),
  subsidies: z.array(subsidyTwice).meta({ description: 'years whose subsidy was due for both' }),
  outcome: z
    .string()
    .optional()
    .meta({ description: '`merged`, or why nothing was done; absent until the run came to it' }),
})

export const decisionAnswer = z.strictObject({
  decisionId: id,
  division,
  status: z.enum(['proposed', 'approved', 'refused']),
  reason: z.string(),
  pairs: z.array(pairAnswer),
  persons: z.int().meta({ description: 'who are registered twice' }),
  subsidiesTwice: amount.meta({
    description: 'what was paid one time too many, by the figures of the policy',
  }),
  proposedOn: day,
  proposedBy: z.string(),
  decidedOn: day.optional(),
  decidedBy: z.string().optional(),
  refusedFor: z.string().optional(),
  done: z.int().meta({ description: 'pairs that the run came to' }),
})

const shownPair = (
  { likenessId, keeps, ends, effects }: DecidedPair,
  outcome: string | undefined,
): z.output<typeof pairAnswer> => {
  const { schemes, twice, daysLost, daysGained, subsidies } = effects
  return {
    ...{ likenessId, keeps, ends, schemes: [...schemes], twice: [...twice], daysLost, daysGained },
    subsidies: [...subsidies],
    ...(outcome === undefined ? {} : { outcome }),
  }
}

const decidedIn = (decision: DuplicateDecision) => {
  if (decision.status === 'proposed') return {}
  const { decided } = decision
  return {
    ...{ decidedOn: decided.on, decidedBy: decided.subject },
    ...(decision.status === 'refused' ? { refusedFor: decision.refusedFor } : {}),
  }
}

const outcomesOf = async (
  { status, decisionId }: DuplicateDecision,
  { store }: Pick<Effects, 'store'>,
): Promise<ReadonlyMap<string, string>> => {
  if (status !== 'approved') return new Map()
  const done = await Array.fromAsync(unitResults<{ outcome: string }>(store, decisionId))
  return new Map(done.map(({ unitId, result }) => [unitId, result.outcome]))
}

export const showDecision = async (
  decision: DuplicateDecision,
  effects: Pick<Effects, 'store'>,
): Promise<z.input<typeof decisionAnswer>> => {
  const { decisionId, division: of, status, reason, pairs, proposed } = decision
  const outcomes = await outcomesOf(decision, effects)
  return {
    ...{ decisionId, division: of as z.output<typeof division>, status, reason },
    pairs: pairs.map((pair) => shownPair(pair, outcomes.get(pair.likenessId))),
    persons: pairs.length,
    subsidiesTwice: sum(pairs.flatMap(({ effects: { subsidies } }) => subsidies.map((each) => each.amount))),
    ...{ proposedOn: proposed.on, proposedBy: proposed.subject },
    ...decidedIn(decision),
    done: outcomes.size,
  }
}
