import type { KeyRing } from '#shared/edge/secrets/key-ring.ts'
import { keyedToken } from '#shared/edge/secrets/keyed-token.ts'
import { unseal, unsealBytes } from '#shared/edge/secrets/seal.ts'
import { must } from '#shared/kernel/errors.ts'
import { normalName } from '#shared/kernel/person-name.ts'
import type { Certificate } from './rules/certificate.ts'
import { comparedCertificate } from './rules/certificate.ts'
import type { Sex } from './rules/id-number.ts'
import { keyOfSealed, textOfSealed, tokenKey } from './rules/sealing-keys.ts'

/** Who a person is, in clear: nothing stores, logs or publishes this. */
export type Clear = { readonly number: string; readonly name: string }

/** A person as they are registered by name. */
export type Named = { readonly name: string; readonly sex: Sex; readonly birthOn: string }

/** The tokens that stand for who a person is. Two persons have one in common where they have what it stands for in common. */
export type Tokens = {
  readonly certificate: string
  readonly name: string
  readonly initials: string
  readonly namedPerson: string
}

/** The tokens that a certificate is found by. */
export type CertificateTokens = {
  readonly certificate: string
  /** Of a passport whose issuing country is told: the country, and the token of number and country together. */
  readonly passport?: { readonly country: string; readonly token: string }
}

/** The tokens of a person to register, whose passport may be told with its country. */
export type PersonTokens = Tokens & CertificateTokens

/** What someone is looked for by; a lone part of a name's tokens. */
export type Sought =
  | { readonly by: 'certificate'; readonly certificate: Certificate }
  | { readonly by: 'name'; readonly name: string }
  | { readonly by: 'named-person'; readonly person: Named }
  | { readonly by: 'initials'; readonly initials: string }

/** What finds persons and says who they are. */
export type SecretsRead = {
  /** The token to search by; undefined while nobody is registered yet. */
  readonly tokenOf: (sought: Sought) => Promise<string | undefined>
  /** The same of a certificate, by its country too where that is told. */
  readonly certificateTokens: (certificate: Certificate) => Promise<CertificateTokens | undefined>
  readonly open: (personId: string, sealed: string) => Promise<Clear>
  /** Opens a text that was sealed for a place. */
  readonly openText: (place: string, sealed: string) => Promise<string>
  readonly openBytes: (place: string, sealed: SealedBytes) => Promise<Uint8Array>
}

/** Bytes that are sealed, and the key that they are sealed with. */
export type SealedBytes = { readonly bytes: Uint8Array; readonly sealedWith: string }

/** What keeps the ID numbers and names of persons who register from being read. */
export type SecretsKept = {
  /** The tokens of a person to register. */
  readonly tokensOf: (certificate: Certificate, person: Named) => Promise<PersonTokens>
  readonly seal: (personId: string, clear: Clear) => Promise<string>
  readonly sealText: (place: string, text: string) => Promise<string>
  readonly sealBytes: (place: string, bytes: Uint8Array) => Promise<SealedBytes>
  /** Tells one payload from another, to nobody who has not the key. */
  readonly fingerprint: (payload: unknown) => Promise<string>
}

export type Secrets = SecretsRead & SecretsKept

/** The tokens of each kind under a key. */
export const tokenWith = (key: Uint8Array) => ({
  certificate: (certificate: Certificate) => {
    const { type, number } = comparedCertificate(certificate)
    return keyedToken(key, 'certificate', type, number)
  },
  /** A number of two countries is of two passports. */
  passport: ({ country, ...certificate }: Certificate): Pick<CertificateTokens, 'passport'> => {
    if (country === undefined) return {}
    const { type, number } = comparedCertificate(certificate)
    return { passport: { country, token: keyedToken(key, 'certificate', type, number, country) } }
  },
  name: (name: string) => keyedToken(key, 'name', normalName(name)),
  initials: (initials: string) => keyedToken(key, 'initials', initials.toLowerCase()),
  namedPerson: ({ name, sex, birthOn }: Named) =>
    keyedToken(key, 'named-person', normalName(name), sex, birthOn),
})

const tokenFor = (key: Uint8Array, sought: Sought): string => {
  const token = tokenWith(key)
  switch (sought.by) {
    case 'certificate':
      return token.certificate(sought.certificate)
    case 'name':
      return token.name(sought.name)
    case 'named-person':
      return token.namedPerson(sought.person)
    case 'initials':
      return token.initials(sought.initials)
  }
}

/** Opens for reading what is kept under the keys of the service. */
export const openSecrets = (keys: KeyRing): SecretsRead => {
  const keyNamed = async (name: string): Promise<Uint8Array> => {
    const key = await keys.find(name)
    must(key !== undefined, 'secrets.key-missing', 'what is sealed has no key', { key: name })
    return key
  }
  const openText: SecretsRead['openText'] = async (place, sealed) =>
    unseal(await keyNamed(keyOfSealed(sealed)), textOfSealed(sealed), place)
  return {
    tokenOf: async (sought) => {
      const key = await keys.find(tokenKey)
      return key && tokenFor(key, sought)
    },
    certificateTokens: async (certificate) => {
      const key = await keys.find(tokenKey)
      if (!key) return undefined
      const token = tokenWith(key)
      return { certificate: token.certificate(certificate), ...token.passport(certificate) }
    },
    open: async (personId, sealed) => {
      const [number, name] = JSON.parse(await openText(personId, sealed)) as [string, string]
      return { number, name }
    },
    openText,
    openBytes: async (place, { bytes, sealedWith }) => unsealBytes(await keyNamed(sealedWith), bytes, place),
  }
}
