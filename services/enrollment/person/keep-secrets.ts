import { chinaDay } from '#shared/calendar/day.ts'
import type { KeyRing } from '#shared/edge/secrets/key-ring.ts'
import { keyedToken } from '#shared/edge/secrets/keyed-token.ts'
import { seal, sealBytes } from '#shared/edge/secrets/seal.ts'
import { canonicalText } from '#shared/kernel/canonical.ts'
import { normalName } from '#shared/kernel/person-name.ts'
import { initialsOf } from './initials.ts'
import { sealedBy, sealingKeyOf, tokenKey } from './rules/sealing-keys.ts'
import type { Secrets } from './secrets.ts'
import { openSecrets, tokenWith } from './secrets.ts'

/** Opens the secrets for a function that registers persons; it carries the readings of all characters with it. */
export const keepSecrets = (keys: KeyRing, now: () => Date = () => new Date()): Secrets => {
  const keyInUse = async () => {
    const name = sealingKeyOf(chinaDay(now()))
    return { name, key: await keys.use(name) }
  }
  const sealText: Secrets['sealText'] = async (place, text) => {
    const { name, key } = await keyInUse()
    return sealedBy(name, seal(key, text, place))
  }
  return {
    ...openSecrets(keys),
    tokensOf: async (certificate, person) => {
      const [key, initials] = await Promise.all([keys.use(tokenKey), initialsOf(normalName(person.name))])
      const token = tokenWith(key)
      return {
        certificate: token.certificate(certificate),
        ...token.passport(certificate),
        name: token.name(person.name),
        initials: token.initials(initials),
        namedPerson: token.namedPerson(person),
      }
    },
    seal: (personId, { number, name }) => sealText(personId, JSON.stringify([number, name])),
    sealText,
    sealBytes: async (place, bytes) => {
      const { name, key } = await keyInUse()
      return { bytes: sealBytes(key, bytes, place), sealedWith: name }
    },
    fingerprint: async (payload) => keyedToken(await keys.use(tokenKey), 'payload', canonicalText(payload)),
  }
}
