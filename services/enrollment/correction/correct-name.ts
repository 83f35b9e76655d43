import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import type { Identity } from '../person/store.ts'
import { identities } from '../person/store.ts'
import { refuse } from '../refusals.ts'
import type { CorrectedName, CorrectName, NameCorrection } from './rules/decide-name.ts'
import { decideName } from './rules/decide-name.ts'
import { correctionsOf, correctionWrites, placeOf } from './store.ts'

type Needs = Pick<Effects, 'store' | 'secrets'>

/** A person under another name: sealed anew, and found by the new name's tokens. */
const renamed = async (identity: Identity, name: string, { secrets }: Needs): Promise<Identity> => {
  const { personId, certificateType: type, sex, birthOn } = identity
  const { number } = await secrets.open(personId, identity.sealed)
  const [tokens, sealed] = await Promise.all([
    secrets.tokensOf({ type, number }, { name, sex, birthOn }),
    secrets.seal(personId, { number, name }),
  ])
  return { ...identity, tokens, sealed }
}

/**
 * Corrects a person's name once: the new name and the record of what it was, why and on what evidence, are one write. Of
 * two corrections at once the second is judged against the first.
 */
export const correctName = (
  personId: string,
  command: CorrectName,
  effects: Needs,
): Promise<Decision<NameCorrection>> =>
  retryConflicts(async () => {
    const { store, secrets } = effects
    const [identity, earlier] = await Promise.all([
      identities.read(store, { personId }),
      correctionsOf(personId, store),
    ])
    const done = earlier.find(({ commandId }) => commandId === command.commandId)
    if (done) return accept(done)
    if (!identity) return refuse('enrollment.person-unknown', { field: 'personId' })
    const { name } = await secrets.open(personId, identity.sealed)
    const decision = decideName(command, name)
    if (decision.status === 'refused') return decision
    const next = await renamed(identity, decision.value.to, effects)
    const of = { personId, number: earlier.length + 1 }
    const correction: NameCorrection = {
      ...{ ...of, commandId: command.commandId, correctedOn: command.on, token: next.tokens.name },
      sealed: await secrets.sealText(placeOf(of), JSON.stringify(decision.value)),
    }
    const written = await store.write(correctionWrites(correction, next))
    return written.status === 'written' ? accept(correction) : undefined
  })

/** What a correction says, opened for whoever may read it. */
export const openCorrection = async (
  correction: NameCorrection,
  { secrets }: Pick<Effects, 'secrets'>,
): Promise<CorrectedName> =>
  JSON.parse(await secrets.openText(placeOf(correction), correction.sealed)) as CorrectedName
