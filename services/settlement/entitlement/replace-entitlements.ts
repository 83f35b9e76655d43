import type { FundYear } from '#shared/calendar/day.ts'
import { addDays, yearOf } from '#shared/calendar/day.ts'
import type { Entitlement } from '#shared/contracts/enrollment.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import { awayFromHome, bringBooksHome } from '../account/bring-books-home.ts'
import { carryOverTo } from '../account/carry-over.ts'
import { joinAccount } from '../account/join-accounts.ts'
import { isOpen } from '../account/rules/carry-over.ts'
import type { FamilyEffects } from '../family/claim-uses.ts'
import { followNumber, takeBackConsents } from '../family/follow-number.ts'
import { markNewYear } from '../family/mark-years.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import type { PersonYear, RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { yearName } from '../insured-year/rules/recorded-year.ts'
import { withdrawnDays } from '../insured-year/rules/retroactive.ts'
import { trailAfterEntitlement } from '../insured-year/rules/trail.ts'
import { requireYear } from '../insured-year/year-writes.ts'
import type { RegistrationEffects } from '../registration/effects.ts'
import { takeOverRegistrations } from '../registration/register-person.ts'
import { toWithdrawalItem, withdrawals } from './withdrawal-item.ts'

type EntitlementEffects = RegistrationEffects & Pick<FamilyEffects, 'families'>

/**
 * Takes over enrolment's word on persons' years. A snapshot that is not newer than the one held changes nothing, so
 * events may come twice and in any order. One that takes back days already passed is kept with what held before. Claims
 * on days that are entitled otherwise now are marked as due for correction. A year that begins takes over what is
 * registered of the person, and the balance of their account.
 */
export const replaceEntitlements = async (
  { data: { persons } }: { readonly data: { readonly persons: readonly Entitlement[] } },
  effects: EntitlementEffects,
): Promise<void> => {
  const ofYears = [...Map.groupBy(persons, yearName).values()]
  const held = await readYears(
    ofYears.flatMap((versions) => versions.slice(0, 1)),
    effects,
  )
  // The versions of one person's year follow each other; those of different ones need not wait.
  await Promise.all(
    ofYears.map(async (versions, index) => {
      for (const [position, entitlement] of versions.entries())
        await replaceEntitlement(entitlement, position === 0 ? held[index] : undefined, effects)
    }),
  )
}

/** A year as it is held. One that took over no account yet comes with the year before it. */
type HeldYear = { readonly year: RecordedYear; readonly earlier: RecordedYear | undefined }

/** Whether there is a year before it whose account is still to be brought over. */
const isRecorded = (year: RecordedYear | undefined): boolean => year !== undefined && year.state.version > 0

const readYears = async (
  of: readonly { readonly personId: string; readonly year: FundYear }[],
  { claims }: Pick<EntitlementEffects, 'claims'>,
): Promise<HeldYear[]> => {
  const years = await claims.findYears(of)
  const begins = years.filter((year) => !isOpen(year)).map(({ state }) => state)
  const before = begins.map(({ personId, year }) => ({ personId, year: year - 1 }))
  const earlier = before.length === 0 ? [] : await claims.findYears(before)
  const byName = new Map(earlier.map((each) => [yearName(each.state), each]))
  return years.map((year) => {
    const { personId, year: own } = year.state
    return { year, earlier: byName.get(yearName({ personId, year: own - 1 })) }
  })
}

/** @param known what is held, where it was read before */
const replaceEntitlement = async (
  entitlement: Entitlement,
  known: HeldYear | undefined,
  { claims, registrations, families }: EntitlementEffects,
): Promise<void> => {
  const { personId, year, version, changedOn, birthOn, sex, spells } = entitlement
  const { earlierRuns, missedYears, sameAs, alsoAs, diedOn } = entitlement
  // What was told before years were counted by a rule is all that is known then.
  const continuousYears = entitlement.countedYears ?? entitlement.continuousYears
  let read = known
  let hasEarlier = false
  let isSo = true
  let away: readonly PersonYear[] = []
  const outcome = await retryConflicts(async () => {
    const [found] = read ? [read] : await readYears([{ personId, year }], { claims })
    read = undefined
    if (!found || found.year.state.entitlementVersion >= version) {
      isSo = found?.year.state.sameAs === sameAs
      return 'came before'
    }
    const { year: held } = found
    const replaced = {
      kind: 'entitlement-replaced',
      entitlementVersion: version,
      birthOn,
      sex,
      spells,
      ...(continuousYears === undefined ? {} : { continuousYears }),
      ...(earlierRuns === undefined ? {} : { earlierRuns }),
      ...(missedYears === undefined ? {} : { missedYears }),
      ...(sameAs === undefined ? {} : { sameAs }),
      ...(alsoAs === undefined ? {} : { alsoAs }),
      ...(diedOn === undefined ? {} : { diedOn }),
    } as const
    const state = evolve(held.state, replaced)
    hasEarlier = isRecorded(found.earlier)
    const opened = isOpen(held) || hasEarlier ? held : { ...held, carriedIn: 0 }
    const after = { ...opened, state, trail: trailAfterEntitlement(held.trail, held.state, state) }
    const along = [...stillNoEarlier(found), ...withdrawal(held, entitlement)]
    const left = held.state.sameAs === sameAs ? undefined : held.state.sameAs
    // Before the year says so: cut off in between, it is told again and done again.
    if (left !== undefined) await takeBackConsents({ personId, other: left, on: changedOn }, { families })
    const written = await claims.recordYears([after], along, left)
    if (!written) return undefined
    away = awayFromHome([after])
    return held.state.entitlementVersion === 0 ? 'began' : 'went on'
  })
  // Before the year begins, its claims may still be of the year before, and so is the account.
  if (hasEarlier && yearOf(changedOn) >= year) {
    await carryOverTo({ personId, year }, { claims })
    away = [{ personId, year }]
  }
  await bringBooksHome(away, changedOn, claims)
  // Even if nothing changed: it may have been cut off before the account moved.
  for (const number of sameAs === undefined ? (alsoAs ?? []) : [personId])
    await joinAccount({ personId: number, day: changedOn }, { claims })
  if (sameAs !== undefined && isSo)
    await followNumber({ personId, other: sameAs, on: changedOn }, { families, claims })
  // Unchanged: it came before, and may have been cut off before it got here.
  if (outcome !== 'went on' && (await registrations.find(personId)))
    await takeOverRegistrations({ personId, year }, { claims, registrations })
  if (outcome !== 'went on') await markNewYear(personId, year, { families, claims })
}

/**
 * A year that opens with nothing requires that nothing is recorded of the year before. What is credited there later
 * finds this year open and goes on to it. What was credited there meanwhile would stay behind.
 */
const stillNoEarlier = ({ earlier }: HeldYear): Write[] =>
  earlier && !isRecorded(earlier) ? [requireYear(earlier)] : []

/**
 * The record of days taken back that had passed: before the change, or claimed on already. A refund of December that is
 * told of in February takes back days of January that may have been claimed on.
 */
const withdrawal = (
  { state: before, trail: { servedUntil } }: RecordedYear,
  { version, spells, changedOn }: Entitlement,
) => {
  const dayBefore = addDays(changedOn, -1)
  const until = servedUntil !== undefined && servedUntil > dayBefore ? servedUntil : dayBefore
  const days = withdrawnDays(before.spells, spells, until)
  return days.length === 0 ? [] : [withdrawals.create(toWithdrawalItem(before, { version, changedOn, days }))]
}
