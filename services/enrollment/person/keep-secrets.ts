import { chinaDay } from '#shared/calendar/day.ts'
import type { KeyRing } from '#shared/edge/secrets/key-ring.ts'
import { keyedToken } from '#shared/edge/secrets/keyed-token.ts'
import { seal } from '#shared/edge/secrets/seal.ts'
import { canonicalText } from '#shared/kernel/canonical.ts'
import { normalName } from '#shared/kernel/person-name.ts'
import { initialsOf } from './initials.ts'
import { sealedBy, sealingKeyOf, tokenKey } from './rules/sealing-keys.ts'
import type { Secrets } from './secrets.ts'
import { openSecrets, tokenWith } from './secrets.ts'

/** Opens the secrets for a function that registers persons; it carries the readings of all characters with it. */
export const keepSecrets = (keys: KeyRing, now: () => Date = () => new Date()): Secrets => ({
  ...openSecrets(keys),
  tokensOf: async (certificate, person) => {
    const [key, initials] = await Promise.all([keys.use(tokenKey), initialsOf(normalName(person.name))])
    const token = tokenWith(key)
    return {
      certificate: token.certificate(certificate),
      name: token.name(person.name),
      initials: token.initials(initials),
      namedPerson: token.namedPerson(person),
    }
  },
  seal: async (personId, { number, name }) => {
    const keyName = sealingKeyOf(chinaDay(now()))
    return sealedBy(keyName, seal(await keys.use(keyName), JSON.stringify([number, name]), personId))
  },
  fingerprint: async (payload) => keyedToken(await keys.use(tokenKey), 'payload', canonicalText(payload)),
})
