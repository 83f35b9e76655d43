import type { Day } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, queueUnits, startRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { sum } from '#shared/money/fen.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { identityKey } from '../keys.ts'
import { findAlike } from '../likeness/find-alike.ts'
import { findNear } from '../likeness/find-near.ts'
import type { Likeness } from '../likeness/rules/likeness.ts'
import { divisionOf } from '../likeness/rules/likeness.ts'
import { likenesses } from '../likeness/store.ts'
import { lastSpell } from '../person/rules/insured.ts'
import type { Identity } from '../person/store.ts'
import { goesOnAs, identities } from '../person/store.ts'
import { duplicatesFound, foundWrites, nearFound } from './check-store.ts'
import { subsidiesTwice } from './rules/effects-of-merge.ts'
import { sharedDays } from './rules/merge.ts'

export const checkTask = 'find-duplicates'

type Needs = Pick<Effects, 'store' | 'policy' | 'runs' | 'secrets'>
/** A part of the table, and how far it was looked through. */
type CheckInput = { readonly part: number; readonly on: Day; readonly cursor?: string }

const parts = 16
/** Pages of a megabyte that one message looks through; the rest goes on in another. */
const pagesAtOnce = 5

/** Starts the check of all persons; the same command again is the same run. */
export const startCheck = async (
  commandId: string,
  on: Day,
  { runs }: Pick<Needs, 'runs'>,
): Promise<string> => {
  const runId = stableId('C', commandId)
  const units = Array.from({ length: parts }, (_, part) => ({ unitId: String(part), input: { part, on } }))
  await startRun(runs(), { runId, task: checkTask, parameters: { on }, units })
  return runId
}

/** Records a pair that is covered or subsidised twice, once a run; nothing of one that only shares a name. */
const recordPair = async (
  { likenessId, persons, division }: Likeness,
  { runId, part }: { readonly runId: string; readonly part: number },
  { store, policy }: Needs,
): Promise<void> => {
  const [one, other] = await coverages.readMany(store, persons.map(ofPerson))
  if (!one || !other) return
  const twice = sharedDays(one.insured, other.insured)
  const subsidies = subsidiesTwice(one.insured, other.insured, policy())
  if (twice.length === 0 && subsidies.length === 0) return
  const [first, second] = [lastSpell(one.insured), lastSpell(other.insured)]
  const found = {
    ...{ runId, division, likenessId, persons },
    schemes: [first.scheme, second.scheme] as const,
    cities: [first.city, second.city] as const,
    ...{ twice, subsidies, amount: sum(subsidies.map(({ amount }) => amount)) },
  }
  // A rejection means that another message found the same pair.
  if (!(await duplicatesFound.read(store, found))) await store.write(foundWrites(found, part))
}

/** Has someone who was registered before namesakes were compared stand among theirs; the pairs that they make. */
const compare = async (identity: Identity, on: Day, { store }: Needs): Promise<readonly string[]> => {
  const { personId, tokens, compared } = identity
  // Identities of the first release have no tokens, which is told of them elsewhere.
  if (compared || goesOnAs(identity) !== undefined || tokens === undefined) return []
  return retryConflicts(async () => {
    const record = await coverages.read(store, ofPerson(personId))
    if (!record) return []
    const { city } = lastSpell(record.insured)
    const { writes, alike } = await findAlike({ personId, city, token: tokens.namedPerson, on }, store)
    const mark = {
      kind: 'add' as const,
      key: identityKey(identity),
      amounts: { numbersCorrected: 0 },
      set: { compared: true },
    }
    const written = await store.write([...writes, mark])
    return written.status === 'written' ? alike : undefined
  })
}

/** Records whom somebody is near to; of two the one with the lower id tells it, so that it stands once. */
const recordNear = async (identity: Identity, runId: string, effects: Needs): Promise<void> => {
  const { personId, certificateType: type, sex, birthOn, sealed } = identity
  if (goesOnAs(identity) !== undefined || identity.tokens === undefined) return
  const [{ number, name }, own] = await Promise.all([
    effects.secrets.open(personId, sealed),
    coverages.read(effects.store, ofPerson(personId)),
  ])
  if (!own) return
  const { city, employerId } = lastSpell(own.insured)
  const compared = { personId, certificate: { type, number }, person: { name, sex, birthOn }, employerId }
  const found = (await findNear(compared, effects)).filter(({ record }) => personId < record.insured.personId)
  for (const { record, kind } of found) {
    const division = divisionOf([city, lastSpell(record.insured).city])
    const persons = [personId, record.insured.personId] as const
    // A rejection means that another message found the same pair.
    await effects.store.write([nearFound.create({ runId, division, persons, near: kind })])
  }
}

/** Persons who are compared with others at a time. */
const comparedAtOnce = 25

const lookAt = async (
  page: readonly Stored[],
  { unit, on }: { readonly unit: RunUnit; readonly on: Day },
  effects: Needs,
): Promise<void> => {
  const { part } = inputOf<CheckInput>(unit)
  const of = { runId: unit.runId, part }
  for (const item of page) {
    if (likenesses.is(item)) {
      const likeness = likenesses.from(item)
      if (likeness.status === 'open') await recordPair(likeness, of, effects)
    }
    if (!identities.is(item)) continue
    const alike = await compare(identities.from(item), on, effects)
    const pairs = await likenesses.readMany(
      effects.store,
      alike.map((likenessId) => ({ likenessId })),
    )
    for (const pair of pairs) if (pair) await recordPair(pair, of, effects)
  }
  const registered = page.flatMap((item) => (identities.is(item) ? [identities.from(item)] : []))
  for (const some of inPieces(registered, comparedAtOnce))
    await Promise.all(some.map((identity) => recordNear(identity, unit.runId, effects)))
}

/** Looks through a part of all persons; a long one goes on in another message of the same unit. */
export const findDuplicates = async (unit: RunUnit, effects: Needs): Promise<void> => {
  const { store, runs } = effects
  if (await isUnitDone(store, unit)) return
  const { part, on, cursor: from } = inputOf<CheckInput>(unit)
  let cursor = from
  for (let looked = 0; looked < pagesAtOnce; looked += 1) {
    const page = await store.scanPart({ part, of: parts, ...(cursor === undefined ? {} : { cursor }) })
    await lookAt(page.items, { unit, on }, effects)
    cursor = page.cursor
    if (cursor === undefined) {
      await store.write(completeUnit(unit, {}))
      return
    }
  }
  const { queue, queueUrl } = runs()
  await queueUnits(queue, queueUrl, [{ ...unit, input: { part, on, cursor } }])
}
