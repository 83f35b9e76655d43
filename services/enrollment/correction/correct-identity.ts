import type { Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { goOver } from '../likeness/find-alike.ts'
import type { SignedHand } from '../person/rules/insured.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import type { Identity } from '../person/store.ts'
import { certificates, identities } from '../person/store.ts'
import { refuse } from '../refusals.ts'
import type { RightIdentity } from './rules/decide-identity.ts'
import { decideIdentity } from './rules/decide-identity.ts'
import { rewrittenIdentity } from './store.ts'

type Needs = Pick<Effects, 'store' | 'secrets' | 'policy'>

type CorrectIdentity = {
  readonly right: RightIdentity
  /** The report that says it. */
  readonly report: number
  /** Whose hand it is, and the city that covers the person. */
  readonly by: SignedHand
  readonly city: string
}

/** The new number as another claim: the old one stays, so that whoever asks by it finds the person still. */
const claimOf = async (
  { personId }: Identity,
  token: string,
  report: number,
  { store }: Needs,
): Promise<Decision<Write[]>> => {
  const claim = await certificates.read(store, { token })
  if (!claim) return accept([certificates.create({ token, personId, report })])
  return claim.personId === personId
    ? accept([])
    : refuse('enrollment.number-of-another', { field: 'idNumber' })
}

/**
 * The writes that correct who a person is: sealed anew, found by the new tokens, and by the old number too. A number that
 * belongs to somebody else is told, not taken: the two may be one person. Written with the coverage, whose version keeps
 * two corrections at once apart.
 */
export const identityCorrected = async (
  personId: string,
  { right, report, by, city }: CorrectIdentity,
  effects: Needs,
): Promise<Decision<Write[]>> => {
  const { store, secrets, policy } = effects
  const identity = await identities.read(store, { personId })
  if (!identity) return refuse('enrollment.person-unknown', { field: 'personId' })
  const { number: idNumber, name } = await secrets.open(personId, identity.sealed)
  const { birthOn, sex, certificateType: type } = identity
  const judging = { today: by.on, limits: personLimits(policy()) }
  const decision = decideIdentity(right, { idNumber, birthOn, sex }, judging)
  if (decision.status === 'refused') return decision
  const tokens = await secrets.tokensOf({ type, number: right.idNumber }, { ...right, name })
  const claims = await claimOf(identity, tokens.certificate, report, effects)
  if (claims.status === 'refused') return claims
  const sealed = await secrets.seal(personId, { number: right.idNumber, name })
  const next: Identity = { ...identity, birthOn: right.birthOn, sex: right.sex, tokens, sealed }
  const { on, subject, division } = by
  const newcomer = { personId, city, token: tokens.namedPerson, on, by: { subject, division } }
  const alike = await goOver(newcomer, identity.tokens.namedPerson, store)
  const numbers = { numbersCorrected: claims.value.length }
  return accept([...claims.value, rewrittenIdentity(next, numbers), ...alike])
}
