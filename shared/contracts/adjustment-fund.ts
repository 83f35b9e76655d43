import * as z from 'zod'
import { defineEvent } from '#shared/contracts/define-event.ts'
import { amount, city, day, fundYear, id, positiveAmount, scheme } from '#shared/contracts/fields.ts'

/** What a city owes the provincial adjustment fund for a year and scheme. */
export const levyAssessed = defineEvent({
  service: 'adjustment-fund',
  name: 'levy-assessed',
  version: 1,
  summary: "A city's levy for a year, or a part of it, was assessed on its collection of the year before.",
  data: z.strictObject({
    levyId: id,
    city,
    scheme,
    year: fundYear,
    base: amount,
    amount: positiveAmount,
    assessedOn: day,
    /** The levy that was remitted late, and whose fee this is; absent: a levy, or a part of one. */
    lateFeeOf: id.optional(),
    /** The application of which more was paid than the final accounts of its year leave, and is owed back. */
    clawbackOf: id.optional(),
  }),
})

/** A city's share of its gap that the province approved: owed to it from then on, paid when the account can. */
export const allocationApproved = defineEvent({
  service: 'adjustment-fund',
  name: 'allocation-approved',
  version: 1,
  summary: "The province approved the adjustment fund's share of a city's gap.",
  data: z.strictObject({
    applicationId: id,
    city,
    scheme,
    /** The fund year whose gap is covered. */
    year: fundYear,
    amount: positiveAmount,
    approvedOn: day,
    /** The gap, what the city's own balance covers of it first, its own share beside the fund's, and what does not count. */
    borne: z.strictObject({ gap: amount, own: amount, local: amount, ineligible: amount }).optional(),
    /** The correction of the year after which this is owed further; absent on the share itself. */
    correction: z.int().min(1).optional(),
  }),
})

/** Money paid from the provincial account to a city for an approved gap. */
export const allocationDisbursed = defineEvent({
  service: 'adjustment-fund',
  name: 'allocation-disbursed',
  version: 1,
  summary: "The adjustment fund paid its share of a city's gap.",
  data: z.strictObject({
    allocationId: id,
    city,
    scheme,
    /** The fund year whose gap is covered. */
    year: fundYear,
    amount: positiveAmount,
    /**
     * What of the approved share this settles: above the amount where the account could not meet it and the rest lapses. What
     * stays owed is settled by a later payment, and not in it.
     */
    approved: positiveAmount,
    disbursedOn: day,
  }),
})

/** What was approved of a city's gap and is owed no more: its term ended, or the final accounts of the year left less. */
export const allocationLapsed = defineEvent({
  service: 'adjustment-fund',
  name: 'allocation-lapsed',
  version: 1,
  summary: "A part of a city's approved share is owed no more.",
  data: z.strictObject({
    lapseId: id,
    applicationId: id,
    city,
    scheme,
    /** The fund year whose gap it was approved for. */
    year: fundYear,
    amount: positiveAmount,
    lapsedOn: day,
  }),
})
