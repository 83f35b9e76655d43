import type { Day } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
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
import { answered, approvePremium, isDatedBack, isTaken, rejectPremium } from './rules/premium.ts'
import { premiumWrite, readPremium } from './store.ts'

export type PremiumEffects = FamilyEffects & { readonly store: Store }

/** What the owner of an account asks to pay on a relative's bill, as an office records it, and on which day it is said. */
export type PayPremium = Pick<
  FamilyPremium,
  'premiumId' | 'owner' | 'member' | 'billId' | 'amount' | 'asked' | 'why'
> & { readonly saidOn: Day }

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

/** The account that pays, by a consent that holds on the day, as far as it holds so much. */
const judge = async (
  { owner, member, amount, asked }: Pick<FamilyPremium, 'owner' | 'member' | 'amount' | 'asked'>,
  effects: PremiumEffects,
) => {
  const { accounts, usable } = await readUsable(member, asked.on, true, effects)
  const found = usable.find(({ consent }) => consent.owner === owner)
  if (!found) return refuse('family-premium.no-consent', { field: 'member' })
  const account = Math.max(0, found.year.state.account)
  return amount > account
    ? refuse('family-premium.holds-less', { field: 'amount', figures: { amount, account } })
    : accept({ ...found, accounts })
}

/** The writes that take a premium from the account that was found for it. */
const takenWrites = (
  premium: FamilyPremium,
  { year, accounts }: { readonly year: RecordedYear; readonly accounts: FamilyAccounts },
) => {
  const { premiumId: entryId, amount, asked } = premium
  return accountWrites({ ...premium, entryId, amount: fen(0 - amount), on: asked.on }, year, accounts)
}

/**
 * Takes a premium from the account of its owner, by a consent that holds on the day: the balance, the entry and the premium are
 * written at once. Contribution hears of it and answers whether the bill took it. The same id again is the same premium. One that
 * is to count from a day before it was said waits for another officer, and nothing leaves the account until then.
 */
export const payPremium = (asked: PayPremium, effects: PremiumEffects): Promise<Decision<FamilyPremium>> =>
  retryConflicts(async () => {
    const earlier = await readPremium(effects.store, asked)
    if (earlier) return accept(earlier.premium)
    const judged = await judge(asked, effects)
    if (judged.status === 'refused') return judged
    const { consent, city } = judged.value
    const state = isDatedBack(asked) ? 'proposed' : 'asked'
    const premium: FamilyPremium = { ...asked, consentId: consent.consentId, city, state }
    const taken = isTaken(premium) ? takenWrites(premium, judged.value) : []
    const written = await effects.store.write([...taken, premiumWrite({ premium, version: 0 })])
    return written.status === 'written' ? accept(premium) : undefined
  })

type Named = Pick<FamilyPremium, 'owner' | 'premiumId'>

const unknown = ({ premiumId }: Named) =>
  refuse('family-premium.unknown', { field: 'premiumId', figures: { premiumId } })

/** Has another officer's word let a premium count from the day that it says: it leaves the account as it then is. */
export const grantPremium = (
  named: Named,
  approved: Signature,
  effects: PremiumEffects,
): Promise<Decision<FamilyPremium>> =>
  retryConflicts(async () => {
    const found = await readPremium(effects.store, named)
    if (!found) return unknown(named)
    const decision = approvePremium(found.premium, approved)
    if (decision.status === 'refused' || decision.value === found.premium) return decision
    const judged = await judge(found.premium, effects)
    if (judged.status === 'refused') return judged
    const { consent, city } = judged.value
    const premium = { ...decision.value, consentId: consent.consentId, city }
    const written = await effects.store.write([
      ...takenWrites(premium, judged.value),
      premiumWrite({ premium, version: found.version }),
    ])
    return written.status === 'written' ? accept(premium) : undefined
  })

/** Has a premium that waits for its second hand come to nothing, with a reason. */
export const turnDownPremium = (
  named: Named,
  rejected: Signature & { readonly reason: string },
  { store }: Pick<PremiumEffects, 'store'>,
): Promise<Decision<FamilyPremium>> =>
  retryConflicts(async () => {
    const found = await readPremium(store, named)
    if (!found) return unknown(named)
    const decision = rejectPremium(found.premium, rejected)
    if (decision.status === 'refused' || decision.value === found.premium) return decision
    const written = await store.write([premiumWrite({ premium: decision.value, version: found.version })])
    return written.status === 'written' ? decision : undefined
  })

/** What contribution answers, and of whose premium. */
export type AnswerOf = PremiumAnswer & Named

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
