import type { Day } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { FamilyEffects } from './claim-uses.ts'
import { markYears } from './mark-years.ts'
import type { FamilyConsent } from './rules/consent.ts'
import { isStanding } from './rules/consent.ts'
import type { Sides } from './rules/follow.ts'
import { comeBack, goOn } from './rules/follow.ts'
import type { FamilyAccounts, FamilyStore } from './store.ts'
import { familyWrite, sharedWrite } from './store.ts'

/** A number, whoever it turned out to be, and the day on which that was said. */
export type Renumbered = { readonly personId: string; readonly other: string; readonly on: Day }

/** A consent by its id and the member that it stands with. */
type Place = { readonly consentId: string; readonly member: string }

/** The consents that a number is a side of: those that it was given, and those that it gave. */
const placesOf = async (personId: string, families: FamilyStore): Promise<readonly Place[]> => {
  const [{ consents }, { shared }] = await Promise.all([
    families.accountsOf(personId),
    families.sharedBy(personId),
  ])
  return [...consents.map(({ consentId }) => ({ consentId, member: personId })), ...shared]
}

/** One of some consents replaced by what it is next. */
const replaced = (consents: readonly FamilyConsent[], after: FamilyConsent): readonly FamilyConsent[] =>
  consents.map((each) => (each.consentId === after.consentId ? after : each))

/** The writes of members' records that changed; both sides of a change may be one. */
const recordWrites = (records: readonly FamilyAccounts[]) =>
  [...new Map(records.map((record) => [record.personId, record])).values()].map(familyWrite)

const moveOn = async (
  { consentId, member }: Place,
  { personId, other, on }: Renumbered,
  { families }: Pick<FamilyEffects, 'families'>,
): Promise<Sides | undefined> =>
  (
    await retryConflicts(async (): Promise<{ readonly to?: Sides } | undefined> => {
      const from = await families.accountsOf(member)
      const consent = from.consents.find((each) => each.consentId === consentId)
      if (!consent || !isStanding(consent)) return {}
      const now = (number: string) => (number === personId ? other : number)
      const to: Sides = { owner: now(consent.owner), member: now(member) }
      const [target, shared] = await Promise.all([
        to.member === member ? from : families.accountsOf(to.member),
        families.sharedBy(to.owner),
      ])
      const { left, consents } = goOn(consent, to, target.consents, on)
      const isOne = target.personId === from.personId
      const records = isOne
        ? [{ ...from, consents: replaced(consents, left) }]
        : [
            { ...from, consents: replaced(from.consents, left) },
            ...(consents === target.consents ? [] : [{ ...target, consents }]),
          ]
      const next = left.followed?.by
      const isTold = next === undefined || shared.shared.some((each) => each.consentId === next)
      const written = await families.write([
        ...recordWrites(records),
        ...(isTold
          ? []
          : [
              sharedWrite({
                ...shared,
                shared: [...shared.shared, { consentId: next, member: to.member }],
              }),
            ]),
      ])
      return written ? { to } : undefined
    })
  ).to

/**
 * Has the consents of a number go on to whoever it turned out to be, as its account does: those that it gave, and those that it
 * was given. Whoever was never given any, and gave none, costs two reads. Again it changes nothing.
 */
export const followNumber = async (of: Renumbered, { families, claims }: FamilyEffects): Promise<void> => {
  for (const place of await placesOf(of.personId, families)) {
    const to = await moveOn(place, of, { families })
    if (to === undefined || to.member === place.member) continue
    const year = yearOf(of.on)
    await markYears(to.member, [year - 1, year, year + 1], { claims })
  }
}

const bringBack = (
  { consentId, member }: Place,
  { personId, other, on }: Renumbered,
  families: FamilyStore,
): Promise<true> =>
  retryConflicts(async () => {
    const from = await families.accountsOf(member)
    const consent = from.consents.find((each) => each.consentId === consentId)
    const next = consent?.followed?.by
    if (!consent?.followed || consent.withdrawn) return true
    const target = member === personId ? await families.accountsOf(other) : from
    const came = comeBack(
      consent,
      target.consents.find((each) => each.consentId === next),
      on,
    )
    const taken = came.next ? replaced(target.consents, came.next) : target.consents
    const written = await families.write(
      recordWrites(
        target === from
          ? [{ ...from, consents: replaced(taken, came.back) }]
          : [
              { ...from, consents: replaced(from.consents, came.back) },
              { ...target, consents: taken },
            ],
      ),
    )
    return written ? true : undefined
  })

/** Brings the consents of a number back from whoever it was said to be: the two are two persons after all. */
export const takeBackConsents = async (
  of: Renumbered,
  { families }: Pick<FamilyEffects, 'families'>,
): Promise<void> => {
  for (const place of await placesOf(of.personId, families)) await bringBack(place, of, families)
}
