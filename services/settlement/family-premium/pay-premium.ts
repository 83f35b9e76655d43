import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { AccountEntry } from '../account/account-entries.ts'
import { accountEntries, withEntries } from '../account/account-entries.ts'
import { heldSince } from '../account/account-years.ts'
import { joinAccount } from '../account/join-accounts.ts'
import type { FamilyEffects } from '../family/claim-uses.ts'
import { readUsable } from '../family/claim-uses.ts'
import type { FamilyAccounts } from '../family/store.ts'
import { familyWrite } from '../family/store.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { replaceYear } from '../insured-year/year-writes.ts'
import { refuse } from '../refusals.ts'
import type { FamilyPremium, PremiumAnswer } from './rules/premium.ts'
import { answered } from './rules/premium.ts'
import { premiumWrite, readPremium } from './store.ts'

export type PremiumEffects = FamilyEffects & { readonly store: Store }

/** What the owner of an account asks to pay on a relative's bill, as an office records it. */
export type PayPremium = Pick<FamilyPremium, 'premiumId' | 'owner' | 'member' | 'billId' | 'amount' | 'asked'>

type Moved = Pick<FamilyPremium, 'premiumId' | 'member' | 'consentId' | 'billId' | 'city'> & {
  readonly entryId: string
  /** Less than nothing: taken. */
  readonly amount: Fen
  readonly on: string
}

/** What a premium moves on an account: the year, an entry, and what the consent says is used. */
const accountWrites = (
  { entryId, amount, on, city, ...premium }: Moved,
  year: RecordedYear,
  accounts: FamilyAccounts,
) => {
  const { premiumId, member, consentId, billId } = premium
  const entry: AccountEntry = {
    ...{ entryId, personId: year.state.personId, year: year.state.year, city },
    ...{ cause: 'family-premium', amount, on, premium: { premiumId, member, consentId, billId } },
  }
  const consents = accounts.consents.map((each) =>
    each.consentId === consentId ? { ...each, used: fen(each.used - amount) } : each,
  )
  return [
    replaceYear(withEntries(year, [entry])),
    accountEntries.create(entry),
    familyWrite({ ...accounts, consents }),
  ]
}

/**
 * Takes a premium from the account of its owner, by a consent that holds on the day: the balance, the entry and the premium are
 * written at once. Contribution hears of it and answers whether the bill took it. The same id again is the same premium.
 */
export const payPremium = (asked: PayPremium, effects: PremiumEffects): Promise<Decision<FamilyPremium>> =>
  retryConflicts(async () => {
    const earlier = await readPremium(effects.store, asked)
    if (earlier) return accept(earlier.premium)
    const { owner, member, amount, premiumId } = asked
    const { on } = asked.asked
    const { accounts, usable } = await readUsable(member, on, true, effects)
    const found = usable.find(({ consent }) => consent.owner === owner)
    if (!found) return refuse('family-premium.no-consent', { field: 'member' })
    const account = Math.max(0, found.year.state.account)
    if (amount > account)
      return refuse('family-premium.holds-less', { field: 'amount', figures: { amount, account } })
    const { consentId } = found.consent
    const premium: FamilyPremium = { ...asked, consentId, city: found.city, state: 'asked' }
    const moved = { ...premium, entryId: premiumId, amount: fen(0 - amount), on }
    const written = await effects.store.write([
      ...accountWrites(moved, found.year, accounts),
      premiumWrite({ premium, version: 0 }),
    ])
    return written.status === 'written' ? accept(premium) : undefined
  })

/** What contribution answers, and of whose premium. */
export type AnswerOf = PremiumAnswer & Pick<FamilyPremium, 'owner' | 'premiumId'>

/**
 * Takes over whether a bill took a premium. What it did not take, or gave back, goes to the account that it came from, in whatever
 * year that is by now, and on to whoever the owner turned out to be.
 */
export const takeAnswer = async (answer: AnswerOf, effects: PremiumEffects): Promise<void> => {
  const { on, owner } = answer
  const gaveBack = await retryConflicts(async () => {
    const found = await readPremium(effects.store, answer)
    if (!found) return false
    const { premium, back } = answered(found.premium, answer)
    if (premium === found.premium) return false
    const kept = premiumWrite({ premium, version: found.version })
    const writes = back === 0 ? [kept] : [kept, ...(await backWrites(premium, { ...answer, back }, effects))]
    return (await effects.store.write(writes)).status === 'written' ? back > 0 : undefined
  })
  if (gaveBack) await joinAccount({ personId: owner, day: on }, effects)
}

const backWrites = async (
  premium: FamilyPremium,
  { refundId, on, back }: AnswerOf & { readonly back: Fen },
  { families, claims }: PremiumEffects,
) => {
  const [accounts, year] = await Promise.all([
    families.accountsOf(premium.member),
    heldSince({ personId: premium.owner, day: on }, { claims }),
  ])
  const entryId = `${premium.premiumId}-${refundId ?? 'refused'}`
  must(year !== undefined, 'family-premium.account-missing', 'an account that paid is not there', { entryId })
  return accountWrites({ ...premium, entryId, amount: back, on }, year, accounts)
}
