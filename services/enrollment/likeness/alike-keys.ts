import type { Key, Stored } from '#shared/edge/store/store.ts'
import { likenessKey, namesakesKey } from '../keys.ts'
import { identities } from '../person/store.ts'
import { likenessIdOf, pairsIn } from './rules/likeness.ts'
import { namesakes } from './store.ts'

/** Where the namesakes of an identity stand, and the pairs that they make. */
export const keysOfAlike = (item: Stored): Key[] => {
  if (identities.is(item)) {
    const { tokens, compared } = identities.from(item)
    return compared && tokens ? [namesakesKey({ token: tokens.namedPerson })] : []
  }
  if (!namesakes.is(item)) return []
  return pairsIn(namesakes.from(item).persons).map(([one, other]) =>
    likenessKey({ likenessId: likenessIdOf(one, other) }),
  )
}
