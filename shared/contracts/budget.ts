import * as z from 'zod'
import { defineEvent, earlierVersion } from '#shared/contracts/define-event.ts'
import { amount, city, day, fundYear, id, scheme, signedAmount, version } from '#shared/contracts/fields.ts'
import { payeeKind } from '#shared/contracts/payee.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'

/** An order to the treasury to pay out of the expenditure account. */
export const paymentOrdered = defineEvent({
  service: 'budget',
  name: 'payment-ordered',
  version: 1,
  summary: 'The treasury is asked to pay an institution or the provincial adjustment fund.',
  data: z.strictObject({
    orderId: id,
    city,
    scheme,
    payee: id,
    /** What the payee is; absent in what the first release wrote. */
    payeeKind: payeeKind.optional(),
    purpose: z.enum(['monthly-settlement', 'adjustment-fund-levy', 'year-end-clearing', 'working-capital']),
    /** A monthly settlement for persons insured in other cities; absent: of the fund's own people. */
    visitors: z.literal(true).optional(),
    amount: amount.min(1),
    orderedOn: day,
    /** Which time it is ordered, after attempts that failed; absent: the first. */
    attempt: z.int().min(2).optional(),
  }),
})

/** An order to the treasury to pay what was granted beside claims: a maternity allowance, or what is left on an account. */
export const benefitPaymentOrdered = defineEvent({
  service: 'budget',
  name: 'benefit-payment-ordered',
  version: 1,
  summary: 'The treasury is asked to pay a benefit to a person, an employer or an office.',
  data: z.strictObject({
    orderId: id,
    benefitId: id,
    city,
    scheme,
    payee: id,
    payeeKind,
    amount: amount.min(1),
    orderedOn: day,
    /** Which time it is ordered, after attempts that failed; absent: the first. */
    attempt: z.int().min(2).optional(),
  }),
})

/** Who settles for care elsewhere: a city, or the province, through whose account the money goes. */
const settlesBetweenCities = z.enum([...city.options, provinceCode])

/** An order to the treasury to pay what is left between cities: a city's to the province, or the province's to a city. */
export const citiesPaymentOrdered = defineEvent({
  service: 'budget',
  name: 'cities-payment-ordered',
  version: 1,
  summary:
    'The treasury is asked to pay what cities owe each other for care elsewhere, through the province.',
  data: z.strictObject({
    orderId: id,
    settlementId: id,
    scheme,
    from: settlesBetweenCities,
    to: settlesBetweenCities,
    amount: amount.min(1),
    orderedOn: day,
    /** Which time it is ordered, after attempts that failed; absent: the first. */
    attempt: z.int().min(2).optional(),
  }),
})

/** Money between cities and the province that arrived. */
export const citiesPaid = defineEvent({
  service: 'budget',
  name: 'cities-paid',
  version: 1,
  summary: 'A city remitted to the province, or the province paid a city, what is left for care elsewhere.',
  data: z.strictObject({
    orderId: id,
    settlementId: id,
    scheme,
    from: settlesBetweenCities,
    to: settlesBetweenCities,
    amount: amount.min(1),
    paidOn: day,
  }),
})

/** A block of the chain over the province's own books: what a city's block is, of what cities settle through the province. */
export const provinceLedgerSealed = defineEvent({
  service: 'budget',
  name: 'province-ledger-sealed',
  version: 1,
  summary: "A block of the province's own ledger was sealed.",
  data: z.strictObject({
    number: z.int().min(1),
    previous: z.string(),
    hash: z.string(),
    entries: z.int().min(1),
    sealedOn: day,
  }),
})

/** A closed fund year of a city and scheme: what the adjustment fund levies on and judges gaps by. */
export const fundYearClosed = defineEvent({
  service: 'budget',
  name: 'fund-year-closed',
  version: 1,
  summary: 'The fund year of a city and scheme was closed.',
  data: z.strictObject({
    city,
    scheme,
    year: fundYear,
    /** Premiums and subsidies received in the pooled fund: the base of next year's levy. */
    pooledCollection: signedAmount,
    income: signedAmount,
    expenditure: signedAmount,
    plannedExpenditure: amount,
    openingBalance: signedAmount,
    closingBalance: signedAmount,
  }),
})

/**
 * What a year's books and counters say of why it may have a gap. The care of a fund's own people by its claims; where the
 * year before is not in the books, beside what the first approved budget planned and its income carried.
 */
export const yearEvidence = z.strictObject({
  /** Bills and subsidies due in the year, and what of it came in. */
  collection: z.strictObject({ due: signedAmount, collected: signedAmount }),
  care: z.strictObject({
    basis: z.enum(['year-before', 'first-budget']),
    volume: z.int(),
    cost: signedAmount,
    volumeBefore: z.int(),
    costBefore: signedAmount,
  }),
  /** Claims with a diagnosis of the list of major epidemics, as they were booked. */
  epidemic: z.strictObject({ claims: z.int(), cost: signedAmount }),
  /** Employees: in work by what was paid, retired by whose accounts were credited; absent where a year lacks either. */
  dependency: z
    .strictObject({
      working: z.int().min(0),
      retired: z.int().min(0),
      workingBefore: z.int().min(0),
      retiredBefore: z.int().min(0),
    })
    .optional(),
})
export type YearEvidence = z.output<typeof yearEvidence>

/** A fund year that was cleared with every institution: with what it adds, the year's gap is known. */
export const fundYearCleared = defineEvent({
  service: 'budget',
  name: 'fund-year-cleared',
  version: 1,
  summary: 'The last clearing statement of a fund year was locked.',
  data: z.strictObject({
    city,
    scheme,
    year: fundYear,
    clearedOn: day,
    statements: z.int().min(0),
    /** What the pooled income and expenditure of the year are more (less) by the year they belong to than as booked. */
    income: signedAmount,
    expenditure: signedAmount,
    /** Absent in what earlier releases wrote. */
    evidence: yearEvidence.optional(),
  }),
})

/** A cleared year whose final accounts were approved: what a gap that was shared of it is trued up by. */
export const fundYearFinalised = defineEvent({
  service: 'budget',
  name: 'fund-year-finalised',
  version: 1,
  summary: 'The final accounts of a cleared fund year were approved.',
  data: z.strictObject({
    city,
    scheme,
    year: fundYear,
    finalisedOn: day,
    /** The pooled income and expenditure by the year they belong to, with what came after the clearing. */
    income: signedAmount,
    expenditure: signedAmount,
  }),
})

/** What a final year came to by what was decided to true its gap up again. Corrections of a year are numbered, with gaps. */
export const fundYearCorrected = defineEvent({
  service: 'budget',
  name: 'fund-year-corrected',
  version: 1,
  summary:
    'Two persons decided that a shared gap is trued up by what came after the final accounts of its year.',
  data: z.strictObject({
    city,
    scheme,
    year: fundYear,
    number: z.int().min(1),
    correctedOn: day,
    /** All pooled income and expenditure that belongs to the year by then. */
    income: signedAmount,
    expenditure: signedAmount,
  }),
})

/** How a fund's year fulfilled the targets of its budget, as two persons of the province published it. */
export const performancePublished = defineEvent({
  service: 'budget',
  name: 'performance-published',
  version: 1,
  summary: "The performance of a fund year's budget was evaluated and published.",
  data: z.strictObject({
    city,
    scheme,
    year: fundYear,
    score: z.int().min(0).max(100),
    publishedOn: day,
  }),
})

/** A levy that reached the provincial account. */
export const levyRemitted = defineEvent({
  service: 'budget',
  name: 'levy-remitted',
  version: 1,
  summary: "A city's levy for the adjustment fund was paid.",
  data: z.strictObject({ levyId: id, city, scheme, year: fundYear, amount: amount.min(1), remittedOn: day }),
})

/** What an account paid of a relative's premium, once the treasury paid it into the income account of the bill. */
export const familyPremiumRemitted = defineEvent({
  service: 'budget',
  name: 'family-premium-remitted',
  version: 1,
  summary:
    'The treasury paid what a personal account pays of a relative’s premium from the employees’ fund into the income account of the residents’ bill.',
  data: z.strictObject({ premiumId: id, orderId: id, city, amount: amount.min(1), remittedOn: day }),
})

/** The indicators that funds are warned by; the first release knew two. */
export const warnedIndicators = [
  'months-payable',
  'budget-pace',
  'forecast-result',
  'expenditure-growth',
  'collection-rate',
  'quota-overrun',
  'policy-scope-ratio',
  'readmission',
] as const
const warned = z.enum(warnedIndicators)

const raised = z.strictObject({
  warningId: id,
  city,
  scheme,
  indicator: warned,
  level: z.enum(['normal', 'blue', 'yellow', 'orange', 'red']),
  on: day,
  figures: z.record(z.string(), z.number()),
  article: z.string(),
})

/** A signal about a fund, with the figures it was raised on. */
export const warningRaised = defineEvent({
  service: 'budget',
  name: 'warning-raised',
  // Who reads version 1 knows two indicators.
  version: 2,
  summary: "A city's fund left its normal range, got worse or better, or is normal again.",
  data: raised,
  earlier: [
    earlierVersion({
      version: 1,
      data: raised.extend({ indicator: warned.extract(['months-payable', 'budget-pace']) }),
      upcast: (data) => data,
    }),
  ],
})

const ofWarning = { warningId: id, city, scheme, indicator: warned, level: raised.shape.level }

/** Somebody is to look at a warning: its officer, then the leader of the city, then the province. */
export const warningCalled = defineEvent({
  service: 'budget',
  name: 'warning-called',
  version: 1,
  summary:
    'A warning was not answered, carried out or closed in time: its officer is reminded, the city leader or the province is told.',
  data: z.strictObject({
    ...ofWarning,
    to: z.enum(['officer', 'city-leader', 'province']),
    why: z.enum(['unanswered', 'plan-late', 'unclosed']),
    due: day,
    on: day,
  }),
})

/** A warning was answered by a named officer. */
export const warningAnswered = defineEvent({
  service: 'budget',
  name: 'warning-answered',
  version: 1,
  summary: 'A named officer said what will be done about a warning, and until when.',
  data: z.strictObject({
    ...ofWarning,
    officer: z.string(),
    plan: z.string(),
    until: day,
    steps: z.int().min(0),
    on: day,
  }),
})

/** A warning was closed with what changed. */
export const warningClosed = defineEvent({
  service: 'budget',
  name: 'warning-closed',
  version: 1,
  summary: 'The indicator of a warning is normal again, and it was said what changed.',
  data: z.strictObject({ ...ofWarning, gravest: raised.shape.level, changed: z.string(), on: day }),
})

/** A line on which more was spent than was approved: nobody is refused for it, and somebody has to know at once. */
export const budgetLinePassed = defineEvent({
  service: 'budget',
  name: 'budget-line-passed',
  version: 1,
  summary: 'More was spent on a line than its approved budget has.',
  data: z.strictObject({
    city,
    scheme,
    year: fundYear,
    line: id,
    /** Which approved budget of the year was passed: 1 is the first, each adjustment counts one more. */
    approval: version,
    budget: amount,
    executed: amount,
    on: day,
  }),
})

/**
 * An institution's service agreement as it stands: a snapshot, applied where `version` is newer for the same institution
 * and year. All days are included on both ends. A claim is admitted on a day within `from` to `to` that lies in no
 * suspension (one without `to` lasts) and before `withdrawnFrom`.
 */
export const agreementChanged = defineEvent({
  service: 'budget',
  name: 'agreement-changed',
  version: 1,
  summary: 'A service agreement was signed, amended, suspended, resumed or withdrawn from.',
  data: z.strictObject({
    institution: id,
    city,
    year: fundYear,
    version,
    from: day,
    to: day,
    suspended: z.array(z.strictObject({ from: day, to: day.optional() })),
    withdrawnFrom: day.optional(),
  }),
})

/** A block of a city's ledger was sealed: its hash, kept where the ledger's keepers cannot reach, vouches for all before it. */
export const ledgerSealed = defineEvent({
  service: 'budget',
  name: 'ledger-sealed',
  version: 1,
  summary: "A block of a city's ledger was sealed.",
  data: z.strictObject({
    city,
    number: z.int().min(1),
    previous: z.string(),
    hash: z.string(),
    entries: z.int().min(1),
    sealedOn: day,
  }),
})
