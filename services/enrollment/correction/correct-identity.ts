import type { Write } from '#shared/edge/store/store.ts'
import type { CertificateType } from '#shared/kernel/certificate-type.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { goOver } from '../likeness/find-alike.ts'
import { claimWrites, readHolders } from '../person/holders.ts'
import type { SignedHand } from '../person/rules/insured.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import type { CertificateTokens } from '../person/secrets.ts'
import type { Identity } from '../person/store.ts'
import { identities } from '../person/store.ts'
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

/**
 * The new certificate as another claim: the old one stays, so that whoever asks by it finds the person still, and it registers
 * nobody else.
 */
const claimOf = async (
  { personId }: Identity,
  sought: CertificateTokens,
  { report, type }: { readonly report: number; readonly type: CertificateType },
  { store }: Needs,
): Promise<Decision<Awaited<ReturnType<typeof claimWrites>>>> => {
  const [holder] = await readHolders(store, [sought])
  if (holder !== undefined && holder !== personId)
    return refuse('enrollment.number-of-another', { field: type === 'id-card' ? 'idNumber' : 'certificate' })
  const { claims, ...written } = await claimWrites({ personId, report }, sought, store)
  return accept({ ...written, claims: holder === undefined ? claims : [] })
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
  const { number, name } = await secrets.open(personId, identity.sealed)
  const { birthOn, sex, certificateType, passportOf: country } = identity
  const judging = { today: by.on, limits: personLimits(policy()) }
  const recorded = { certificate: { type: certificateType, number, country }, birthOn, sex }
  const decision = decideIdentity(right, recorded, judging)
  if (decision.status === 'refused') return decision
  const { passport, ...tokens } = await secrets.tokensOf(right.certificate, { ...right, name })
  const claims = await claimOf(
    identity,
    { certificate: tokens.certificate, ...(passport ? { passport } : {}) },
    { report, type: right.certificate.type },
    effects,
  )
  if (claims.status === 'refused') return claims
  const sealed = await secrets.seal(personId, { number: right.certificate.number, name })
  const { type } = right.certificate
  const proven = { certificateType: type, birthOn: right.birthOn, sex: right.sex }
  const { token, claims: claimed, known } = claims.value
  const { passportOf: _, ...before } = identity
  const next: Identity = {
    ...{ ...before, ...proven, tokens: { ...tokens, certificate: token }, sealed },
    ...(passport ? { passportOf: passport.country } : {}),
  }
  const { on, subject, division } = by
  const newcomer = { personId, city, token: tokens.namedPerson, on, by: { subject, division } }
  const alike = await goOver(newcomer, identity.tokens.namedPerson, store)
  const numbers = { numbersCorrected: claimed.length }
  return accept([...claimed, ...known, rewrittenIdentity(next, numbers), ...alike])
}
