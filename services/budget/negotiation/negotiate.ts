import type { FundYear } from '#shared/calendar/day.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { afterChange } from './rules/conduct-round.ts'
import type { Position, Round } from './rules/round.ts'
import type { At } from './store.ts'
import { readPositions, readRound, roundWrite, savePositions } from './store.ts'

/** Which round is meant. */
export type RoundName = { readonly fund: Fund; readonly year: FundYear; readonly number: number }

/** @throws HttpProblem 404 `negotiation.unknown` */
export const roundFor = async ({ store }: Effects, { fund, year, number }: RoundName): Promise<At<Round>> => {
  const found = await readRound(store, fund, year, number)
  if (found) return found
  throw problem(404, 'negotiation.unknown', `there is no round ${number} of ${year}`)
}

/** Takes a step of a whole round; what others did to it at the same time is judged again. */
export const stepRound = (
  effects: Effects,
  name: RoundName,
  decide: (round: Round) => Decision<Round>,
): Promise<Round> =>
  retryConflicts(async () => {
    const { value, version } = await roundFor(effects, name)
    const decision = decide(value)
    if (decision.status === 'refused') throw refused(decision.refusal)
    if (decision.value === value) return value
    const written = await effects.store.write([roundWrite(decision.value, version)])
    return written.status === 'written' ? decision.value : undefined
  })

/** @throws HttpProblem 404 `negotiation.no-position` naming the first institution that is not in the round */
const positionsFor = async (
  { store }: Effects,
  round: Round,
  institutions: readonly string[],
): Promise<At<Position>[]> => {
  const found = await readPositions(store, round, institutions)
  return found.map((position, index) => {
    if (position) return position
    throw problem(404, 'negotiation.no-position', `${institutions[index]} is not in the round`, 'institution')
  })
}

/**
 * Changes positions of a round, together with the round's own count of them, so that it cannot be ended on what was true
 * before; what others did at the same time is judged again.
 * @returns the positions named, as they stand now
 */
export const changePositions = (
  effects: Effects,
  name: RoundName,
  institutions: readonly string[],
  decide: (round: Round, positions: readonly Position[]) => Decision<readonly Position[]>,
): Promise<Position[]> =>
  retryConflicts(async () => {
    const round = await roundFor(effects, name)
    const stored = await positionsFor(effects, round.value, institutions)
    const before = stored.map(({ value }) => value)
    const decision = decide(round.value, before)
    if (decision.status === 'refused') throw refused(decision.refusal)
    const after = new Map(decision.value.map((position) => [position.institution, position]))
    const changes = stored.flatMap(({ value, version }) => {
      const changed = after.get(value.institution)
      return changed && changed !== value ? [{ before: value, after: changed, version }] : []
    })
    const now = before.map((position) => after.get(position.institution) ?? position)
    if (changes.length === 0 || round.value.status !== 'proposed') return now
    const saved = await savePositions(
      effects.store,
      { value: afterChange(round.value, changes), version: round.version },
      changes.map(({ after: value, version }) => ({ value, version })),
    )
    return saved ? now : undefined
  })
