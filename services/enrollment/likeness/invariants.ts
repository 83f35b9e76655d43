import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { goesOnAs, identities } from '../person/store.ts'
import { likenessIdOf, pairsIn } from './rules/likeness.ts'
import { likenesses, namesakes } from './store.ts'

const id = 'enrollment.alike-are-told'

/** Compares who is registered with who is told to be alike: the token of an identity is its own, whatever a list says. */
export const alikeAreTold: Invariant = {
  id,
  number: 5,
  rule: 'two persons of one name, sex and birth day stand as a likeness, which waits or was decided by another than made it',
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    const tell = (where: string, what: string) => violations.push({ invariant: id, where, what })
    const tokenOf = new Map<string, string>()
    const groups = new Map<string, readonly string[]>()
    const pairs = new Set<string>()
    return {
      see: (item) => {
        if (identities.is(item)) {
          checked += 1
          const identity = identities.from(item)
          const { personId, tokens, compared } = identity
          if (compared && tokens && goesOnAs(identity) === undefined)
            tokenOf.set(personId, tokens.namedPerson)
        }
        if (namesakes.is(item)) {
          const { token, persons } = namesakes.from(item)
          groups.set(token, persons)
        }
        if (likenesses.is(item)) {
          const likeness = likenesses.from(item)
          pairs.add(likeness.likenessId)
          const { foundBy } = likeness
          if (likeness.status !== 'two-persons' || !foundBy) return
          if (isSamePerson(foundBy.subject, likeness.decided.subject))
            tell(likeness.likenessId, 'one person made them alike and decided on them')
        }
      },
      finish: () => {
        for (const [personId, token] of tokenOf)
          if (!groups.get(token)?.includes(personId))
            tell(personId, 'they do not stand among their namesakes')
        for (const persons of groups.values())
          for (const [one, other] of pairsIn(persons))
            if (!pairs.has(likenessIdOf(one, other))) tell(one, `nobody was told that ${other} is alike`)
        return { checked, violations }
      },
    }
  },
}
