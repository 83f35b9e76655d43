import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { afterChange } from './rules/conduct-round.ts'
import type { Position, Round } from './rules/round.ts'
import { speakersIn } from './rules/round.ts'
import type { RoundName, Snapshot } from './store.ts'
import { allPositions, readPositions, readRound, roundWrite, savePositions } from './store.ts'

type StoreEffects = Pick<Effects, 'store'>

/** Finds the round that is named. */
export const findRound = async (
  { fund, year, number }: RoundName,
  { store }: StoreEffects,
): Promise<Decision<Snapshot<Round>>> => {
  const found = await readRound(store, fund, year, number)
  return found
    ? accept(found)
    : refuse('negotiation.unknown', { field: 'number', figures: { round: number, year } })
}

/** Who answered for institutions in a round; whoever answers meanwhile changes the round. */
const speakersOf = async (round: Round, { store }: StoreEffects): Promise<string[]> =>
  round.status === 'proposed' ? speakersIn(await allPositions(store, round)) : []

/** Takes a step of a whole round; what others did to it at the same time is judged again. */
export const stepRound = (
  name: RoundName,
  decide: (round: Round, speakers: readonly string[]) => Decision<Round>,
  effects: StoreEffects,
): Promise<Decision<Round>> =>
  retryConflicts(async () => {
    const found = await findRound(name, effects)
    if (found.status === 'refused') return found
    const { value, version } = found.value
    const decision = decide(value, await speakersOf(value, effects))
    if (decision.status === 'refused' || decision.value === value) return decision
    const written = await effects.store.write([roundWrite(decision.value, version)])
    return written.status === 'written' ? decision : undefined
  })

/** Finds positions in a round; refused when one of the institutions is not in it. */
const findPositions = async (
  round: Round,
  institutions: readonly string[],
  { store }: StoreEffects,
): Promise<Decision<readonly Snapshot<Position>[]>> => {
  const found = await readPositions(store, round, institutions)
  const missing = institutions.find((_, index) => found[index] === undefined)
  return missing === undefined
    ? accept(found.flatMap((position) => position ?? []))
    : refuse('negotiation.no-position', { field: 'institution', figures: { institution: missing } })
}

/**
 * Changes positions of a round, together with the round's own count of them, so that it cannot be ended on what was
 * true before. What others did at the same time is judged again. `offeredBy` is who offers other quotas.
 * @returns the positions named, as they stand now
 */
export const changePositions = (
  name: RoundName,
  institutions: readonly string[],
  decide: (
    round: Round,
    positions: readonly Position[],
    speakers: readonly string[],
  ) => Decision<readonly Position[]>,
  effects: StoreEffects & { readonly offeredBy?: string },
): Promise<Decision<readonly Position[]>> =>
  retryConflicts(async () => {
    const found = await findRound(name, effects)
    if (found.status === 'refused') return found
    const round = found.value
    const stored = await findPositions(round.value, institutions, effects)
    if (stored.status === 'refused') return stored
    const before = stored.value.map(({ value }) => value)
    // Only whoever offers other quotas is compared with all who answered.
    const speakers = effects.offeredBy === undefined ? [] : await speakersOf(round.value, effects)
    const decision = decide(round.value, before, speakers)
    if (decision.status === 'refused') return decision
    const after = new Map(decision.value.map((position) => [position.institution, position]))
    const changes = stored.value.flatMap(({ value, version }) => {
      const changed = after.get(value.institution)
      return changed && changed !== value ? [{ before: value, after: changed, version }] : []
    })
    const now = accept(before.map((position) => after.get(position.institution) ?? position))
    if (changes.length === 0 || round.value.status !== 'proposed') return now
    const saved = await savePositions(
      effects.store,
      { value: afterChange(round.value, changes, effects.offeredBy), version: round.version },
      changes.map(({ after: value, version }) => ({ value, version })),
    )
    return saved ? now : undefined
  })

/** Changes one institution's position. */
export const changePosition = async (
  name: RoundName,
  institution: string,
  decide: (round: Round, position: Position) => Decision<Position>,
  effects: StoreEffects,
): Promise<Decision<Position>> => {
  const changed = await changePositions(
    name,
    [institution],
    (round, [position]) => {
      if (!position) return accept([])
      const decision = decide(round, position)
      return decision.status === 'refused' ? decision : accept([decision.value])
    },
    effects,
  )
  if (changed.status === 'refused') return changed
  const [position] = changed.value
  return position ? accept(position) : refuse('negotiation.no-position', { figures: { institution } })
}
