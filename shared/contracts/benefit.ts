import * as z from 'zod'
import { defineEvent, earlierVersion } from '#shared/contracts/define-event.ts'
import {
  amount,
  city,
  day,
  fundYear,
  id,
  positiveAmount,
  scheme,
  signedAmount,
} from '#shared/contracts/fields.ts'
import { payee } from '#shared/contracts/payee.ts'

/**
 * What persons are paid beside claims: the maternity allowance (生育津贴); what is left on a personal account to heirs
 * (个人账户继承), or to another province with a move (个人账户转出).
 */
export const benefitKinds = ['maternity-allowance', 'account-inheritance', 'account-transfer-out'] as const
export type BenefitKind = (typeof benefitKinds)[number]

/** A payment of a benefit that was decided, for the treasury to make. */
export const benefitPayment = z.strictObject({ payee, amount: positiveAmount })

/** A benefit that was decided on. */
export const benefitGranted = defineEvent({
  service: 'settlement',
  name: 'benefit-granted',
  version: 1,
  summary:
    'A maternity allowance, or what is left on a personal account, is to be paid out of the fund of a city and scheme to whoever it was granted to.',
  data: z.strictObject({
    benefitId: id,
    ...{ city, scheme },
    kind: z.enum(benefitKinds),
    personId: id,
    amount: positiveAmount,
    payments: z.array(benefitPayment).min(1).max(20),
    grantedOn: day,
  }),
})

/** Money of a personal account that is led in another city's books from now on. */
export const accountMoved = defineEvent({
  service: 'settlement',
  name: 'account-moved',
  version: 1,
  summary:
    'Money of a personal account of the employees’ scheme went over from the books of one city to those of another: both book it by this.',
  data: z.strictObject({
    moveId: id,
    /** Whose account it came to. */
    personId: id,
    ...{ from: city, to: city, amount: positiveAmount, movedOn: day },
  }),
})

/** What a claim of a member of an owner's family took from the owner's account. */
export const familyAccountUsed = defineEvent({
  service: 'settlement',
  name: 'family-account-used',
  version: 1,
  summary:
    'A claim of a member of the family was paid from a personal account by its owner’s consent (个人账户家庭共济), or gave back what it took: the account’s city owes it to the institution.',
  data: z.strictObject({
    entryId: id,
    /** Whose employees' fund leads the account. */
    city,
    ...{ claimId: id, institution: id, care: z.enum(['inpatient', 'outpatient']) },
    amount: signedAmount,
    usedOn: day,
    /** Where the care was given, where that is not the account's city. */
    settledAt: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
    /** The fund year of the care. */
    year: fundYear,
  }),
})

/** What the owner of an account asks to pay of a relative's premium. */
export const familyPremiumAsked = defineEvent({
  service: 'settlement',
  name: 'family-premium-asked',
  version: 1,
  summary:
    'Money was taken from a personal account to pay a relative’s own part of a residents’ bill, by the owner’s consent (个人账户代缴居民医保费): contribution answers whether the bill took it.',
  data: z.strictObject({
    premiumId: id,
    /** Whose account it was taken from, and whose bill it is to pay. */
    ...{ owner: id, member: id, billId: id },
    /** Whose employees' fund leads the account. */
    city,
    amount: positiveAmount,
    askedOn: day,
  }),
})

/** How many accounts an event of credits names at most. */
export const mostCredits = 40

const credits = z.strictObject({
  ...{ city, year: fundYear, creditedOn: day },
  entries: z
    .array(z.strictObject({ entryId: id, amount: amount.min(1) }))
    .min(1)
    .max(mostCredits),
})

/** Interest that personal accounts were credited for a year. */
export const accountInterestCredited = defineEvent({
  service: 'settlement',
  name: 'account-interest-credited',
  version: 1,
  summary:
    'Personal accounts of a city were credited with interest for a year: it is theirs of what the fund received in interest.',
  data: credits,
})

/** Fixed sums that the pooled fund pays into the accounts of retired persons; less than nothing: taken back after a death. */
export const retireeAccountsCredited = defineEvent({
  service: 'settlement',
  name: 'retiree-accounts-credited',
  // Who reads version 1 knows no credit that is taken back.
  version: 2,
  summary:
    'Personal accounts of retired persons of a city were credited with the fixed sum of a year: it is theirs of the pooled fund. What was credited of months after a death is taken back, as less than nothing.',
  data: credits.extend({
    entries: z
      .array(z.strictObject({ entryId: id, amount: signedAmount.refine((fen) => fen !== 0) }))
      .min(1)
      .max(mostCredits),
  }),
  earlier: [earlierVersion({ version: 1, data: credits, upcast: (data) => data })],
})
