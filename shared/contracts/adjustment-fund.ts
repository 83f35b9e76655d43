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
    /** The share that was approved: above the amount where the account could not meet all. Nothing more is paid of it. */
    approved: positiveAmount,
    disbursedOn: day,
  }),
})
