import type { Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { goOver } from '../likeness/find-alike.ts'
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
  const [{ passport: _, ...tokens }, sealed] = await Promise.all([
    secrets.tokensOf({ type, number }, { name, sex, birthOn }),
    secrets.seal(personId, { number, name }),
  ])
  // The claim on the certificate stays, by whichever token it is.
  const { certificate } = identity.tokens
  return { ...identity, tokens: { ...tokens, certificate }, sealed }
}

/**
 * The writes that correct a person's name: the new name, and the record of what it was, why and on what evidence. Of two
 * corrections at once the second is judged against the first.
 */
export const nameCorrected = async (
  personId: string,
  command: CorrectName,
  effects: Needs,
): Promise<Decision<Write[]>> => {
  const { store, secrets } = effects
  const [identity, earlier] = await Promise.all([
    identities.read(store, { personId }),
    correctionsOf(personId, store),
  ])
  if (!identity) return refuse('enrollment.person-unknown', { field: 'personId' })
  const { name } = await secrets.open(personId, identity.sealed)
  const decision = decideName(command, name)
  if (decision.status === 'refused') return decision
  const next = await renamed(identity, decision.value.to, effects)
  const of = { personId, number: earlier.length + 1 }
  const { commandId, by, city, report } = command
  const { on: correctedOn, subject, division } = by
  const correction: NameCorrection = {
    ...{ ...of, commandId, correctedOn, report, token: next.tokens.name },
    twoHanded: true,
    sealed: await secrets.sealText(placeOf(of), JSON.stringify(decision.value)),
  }
  const newcomer = { personId, city, token: next.tokens.namedPerson, on: by.on, by: { subject, division } }
  const alike = await goOver(newcomer, identity.tokens.namedPerson, store)
  return accept([...correctionWrites(correction, next), ...alike])
}

/** What a correction says, opened for whoever may read it. */
export const openCorrection = async (
  correction: NameCorrection,
  { secrets }: Pick<Effects, 'secrets'>,
): Promise<CorrectedName> =>
  JSON.parse(await secrets.openText(placeOf(correction), correction.sealed)) as CorrectedName
