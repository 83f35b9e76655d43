import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { PersonName } from '../keys.ts'
import { passportKey } from '../keys.ts'
import type { Certificate } from './rules/certificate.ts'
import type { CertificateTokens, SecretsRead } from './secrets.ts'
import type { CertificateClaim } from './store.ts'
import { certificates } from './store.ts'

/** Whose passport of a number was issued by which country. */
type Holder = PersonName & { readonly country: string }

/**
 * The holders of passports of one number whose country is known, under the token of the number. The first has the claim on
 * the number; those of other countries have one on number and country.
 */
export type PassportHolders = {
  readonly token: string
  readonly holders: readonly Holder[]
  readonly version: number
}

export const passportHolders = defineRecord<PassportHolders, Pick<PassportHolders, 'token'>>({
  kind: 'passport-holders',
  key: passportKey,
})

const ofToken = (token: string) => ({ token })

/** Whose a claim on a number is to somebody who tells another country than its holder has: nobody's. */
const holderOf = (
  { passport }: CertificateTokens,
  claim: CertificateClaim | undefined,
  own: CertificateClaim | undefined,
  known: PassportHolders | undefined,
): string | undefined => {
  if (own || !passport) return (own ?? claim)?.personId
  const first = known?.holders.find(({ personId }) => personId === claim?.personId)
  return first && first.country !== passport.country ? undefined : claim?.personId
}

/** Who holds certificates, in the order asked for; undefined where nobody does. */
export const readHolders = async (
  store: Store,
  sought: readonly CertificateTokens[],
): Promise<(string | undefined)[]> => {
  const passports = sought.flatMap(({ certificate, passport }) =>
    passport ? [{ certificate, token: passport.token }] : [],
  )
  const [claims, own, known] = await Promise.all([
    certificates.readMany(
      store,
      sought.map(({ certificate }) => ofToken(certificate)),
    ),
    certificates.readMany(
      store,
      passports.map(({ token }) => ofToken(token)),
    ),
    passportHolders.readMany(
      store,
      passports.map(({ certificate }) => ofToken(certificate)),
    ),
  ])
  const places = new Map(passports.map(({ token }, index) => [token, index] as const))
  return sought.map((each, index) => {
    const place = each.passport ? places.get(each.passport.token) : undefined
    return place === undefined
      ? claims[index]?.personId
      : holderOf(each, claims[index], own[place], known[place])
  })
}

type Needs = { readonly store: Store; readonly secrets: Pick<SecretsRead, 'certificateTokens'> }

/** Passports that are told without their country, by their tokens: of a number of two countries it is nobody who is meant. */
const unclear = async (
  told: readonly { readonly certificate: Certificate; readonly tokens: CertificateTokens }[],
  store: Store,
): Promise<ReadonlySet<string>> => {
  const asked = told.flatMap(({ certificate, tokens }) =>
    certificate.type === 'passport' && !tokens.passport ? [ofToken(tokens.certificate)] : [],
  )
  const known = asked.length === 0 ? [] : await passportHolders.readMany(store, asked)
  return new Set(known.flatMap((each) => (each && each.holders.length > 1 ? [each.token] : [])))
}

/** Who is meant by certificates, in the order asked for; undefined where nobody holds one, or two do. */
export const whoHolds = async (
  asked: readonly Certificate[],
  { store, secrets }: Needs,
): Promise<(string | undefined)[]> => {
  const told = await Promise.all(
    asked.map(async (certificate) => ({
      certificate,
      // Nobody is registered yet, and so under no token.
      tokens: (await secrets.certificateTokens(certificate)) ?? { certificate: '-' },
    })),
  )
  const sought = told.map(({ tokens }) => tokens)
  const [holders, two] = await Promise.all([readHolders(store, sought), unclear(told, store)])
  return holders.map((holder, index) => (two.has(sought[index]?.certificate ?? '') ? undefined : holder))
}

/** The claim that makes a certificate somebody's, and the token of it; with it the country of a passport is known. */
export const claimWrites = async (
  { personId, report }: Pick<CertificateClaim, 'personId' | 'report'>,
  { certificate, passport }: CertificateTokens,
  store: Store,
): Promise<{
  readonly token: string
  readonly claims: readonly Write[]
  readonly known: readonly Write[]
}> => {
  const by = report === undefined ? {} : { report }
  if (!passport)
    return {
      token: certificate,
      claims: [certificates.create({ token: certificate, personId, ...by })],
      known: [],
    }
  const [claim, own, before] = await Promise.all([
    certificates.read(store, ofToken(certificate)),
    certificates.read(store, ofToken(passport.token)),
    passportHolders.read(store, ofToken(certificate)),
  ])
  const isOwn = claim?.personId === personId || own?.personId === personId
  const token = claim && claim.personId !== personId ? passport.token : certificate
  const { holders = [], version = 0 } = before ?? {}
  const others = holders.filter((each) => each.personId !== personId)
  const next = [...others, { personId, country: passport.country }]
  return {
    token,
    claims: isOwn ? [] : [certificates.create({ token, personId, ...by })],
    known: [passportHolders.replace({ token: certificate, holders: next, version }, version)],
  }
}
