import * as z from 'zod'
import { city, day, fundYear, id, officeSignature, signature, version } from '#shared/contracts/fields.ts'
import { scopes } from '#shared/kernel/authority.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { sum } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import { stepsFallToZero } from '#shared/policy/bands.ts'
import {
  bounds,
  method,
  overspendBands,
  reasonableOverrun,
  share,
  surplusBands,
  surplusByScore,
} from './payment-terms.ts'

/** What an institution is assessed by at the year's end (total control, 三(六)). */
export const assessmentIndexes = [
  'average-cost',
  'readmission',
  'hospitalisation-rate',
  'head-to-head-ratio',
  'patient-burden',
  'referral',
  'surgery',
  'elective-surgery',
  'severe-share',
] as const
export type AssessmentIndex = (typeof assessmentIndexes)[number]

const figure = z.string().regex(/^-?\d{1,12}(\.\d{1,8})?$/, { error: 'not a decimal', abort: true })

/** An index counts its weight in full at `full` and nothing at `zero`, in a straight line in between, either way round. */
const weightedIndex = z
  .strictObject({
    index: z.enum(assessmentIndexes),
    weight: z.int().min(1).max(100),
    full: figure,
    zero: figure,
  })
  .refine(({ full, zero }) => !new Exact(full).equals(zero), 'an index needs two different figures')

const fullScore = 100

const indexes = z
  .array(weightedIndex)
  .max(assessmentIndexes.length)
  .refine((all) => new Set(all.map(({ index }) => index)).size === all.length, 'an index stands there twice')
  .refine(
    (all) => all.length === 0 || sum(all.map(({ weight }) => weight)) === fullScore,
    'the weights make 100 together',
  )

/** From which score on which share of the deposit comes back; the bands fall and the last begins at nil. */
const depositReturn = z
  .array(z.strictObject({ from: figure, returned: share }))
  .min(1)
  .max(12)
  .refine(
    (bands) => stepsFallToZero(bands.map(({ from }) => from)),
    'the bands fall, and the last begins at 0',
  )

const sharingFields = {
  methods: z.strictObject({ inpatient: method, outpatient: method }),
  overspend: overspendBands,
  surplus: surplusBands,
  /** The most of the quota that may be kept as surplus. */
  surplusCap: share.optional(),
  reasonableOverrun: reasonableOverrun.optional(),
  /** Of payment by points and heads; absent: those of the province's model agreement. */
  bounds: bounds.optional(),
}

/** What is agreed on the year's payment. `schemes` says what is otherwise for the patients of one scheme. */
export const terms = z
  .strictObject({
    ...sharingFields,
    schemes: z
      .strictObject({
        employee: z.strictObject(sharingFields).partial().optional(),
        resident: z.strictObject(sharingFields).partial().optional(),
      })
      .optional(),
    /** Held back of each monthly payment until the assessment; never above the limit of policy data. */
    depositShare: share,
    /** Advanced of the year's quota, taken back at clearing. */
    workingCapitalShare: share,
    indexes,
    depositReturn,
    /** What the score leaves of a surplus; absent: as the province's model agreement has it. */
    surplusByScore: surplusByScore.optional(),
    /** Money suspended above the quota is paid by later months' quota; absent: by the review at the year's end alone. */
    releasesSuspended: z.literal(true).optional(),
  })
  .meta({ id: 'AgreementTerms' })
export type Terms = z.output<typeof terms>

const period = z.strictObject({ from: day, to: day.optional() })

/** A person's hand: who, on which day, and whom their token spoke for. */
export const hand = officeSignature.extend({ scope: z.enum(scopes), institution: id.optional() })
export type Hand = z.output<typeof hand>

/**
 * Which step made a version, and by whose hands. Office and institution sign, amend and resume together; the office
 * alone may suspend or withdraw, an institution withdraws with its consent.
 */
const made = z.strictObject({
  step: z.enum(['signed', 'amended', 'suspended', 'resumed', 'withdrawn']),
  office: hand.optional(),
  institution: hand.optional(),
})
export type Made = z.output<typeof made>

const limit = z.string()

/** From which figure on an index may count in full at the easiest: at most so high where less is better, else at least so. */
const easiest = z.union([z.strictObject({ most: figure }), z.strictObject({ least: figure })])

/** By what an institution has to be assessed, so that its score says something. */
export const indexLimits = z.strictObject({
  /** How many indexes at least, and the most that one of them weighs. */
  ...{ least: limit, mostWeight: limit },
  /** What is assessed, and what its indexes weigh together at least. */
  groups: z.array(
    z.strictObject({ group: z.string(), of: z.array(z.enum(assessmentIndexes)), least: limit }),
  ),
  full: z.partialRecord(z.enum(assessmentIndexes), easiest),
})
export type IndexLimits = z.output<typeof indexLimits>

/** What policy data let an agreement say at most; decimal strings. */
export const termLimits = z.strictObject({
  depositShare: limit,
  workingCapitalShare: limit,
  /** Below this score nothing of a surplus is kept. */
  failingScore: limit,
  /** The most that each bound of payment by points and heads may be. */
  bounds: z.strictObject({
    ...{ pointCeiling: limit, topUp: limit, mostPaid: limit, mostPaidByHead: limit, coefficient: limit },
  }),
  /** How far office and institution may agree on who bears what lies above a quota, and who keeps what is left of it. */
  sharing: z.strictObject({
    /** The most that the fund bears of a band, and the share of the quota up to which it bears any. */
    overspend: z.strictObject({ fund: limit, upTo: limit }),
    /** The same of overspending that came of more patients; growth counts above no less than `growthAbove`. */
    reasonableOverrun: z.strictObject({ growthAbove: limit, fund: limit, upTo: limit }),
    /** The most of a surplus that is kept, and of the quota. */
    surplus: z.strictObject({ kept: limit, cap: limit }),
    /** What is held back at least, so that the assessment has something to decide on. */
    depositLeast: limit,
    /** From which score on which share of the deposit may come back at most; absent of limits from before this was kept. */
    depositReturn: depositReturn.optional(),
    /** By how many indexes an institution is assessed at least; absent of limits from before this was kept. */
    leastIndexes: limit.optional(),
    /** What the indexes have to be; absent of limits from before this was kept. */
    indexes: indexLimits.optional(),
  }),
})
export type TermLimits = z.output<typeof termLimits>

/**
 * The service agreement of an institution with the city that designated it, for a year (total control, 三(六)). `version`
 * counts its changes; earlier versions stay readable. Days are included on both ends.
 */
export const agreement = z
  .strictObject({
    institution: id,
    city,
    year: fundYear,
    version,
    status: z.enum(['signed', 'suspended', 'resumed', 'withdrawn']),
    from: day,
    to: day,
    ...terms.shape,
    /** When no new claims are taken; the last one is open while the agreement is suspended. */
    suspensions: z.array(z.strictObject({ ...period.shape, reason: z.string() })),
    withdrawn: z.strictObject({ from: day, reason: z.string() }).optional(),
    signed: signature,
    /** The change that made this version; none of the first. */
    changed: signature.extend({ reason: z.string() }).optional(),
    /** Absent of versions from before this was kept. */
    made: made.optional(),
    /** The limits that its terms were judged by; absent of versions from before this was kept. */
    within: termLimits.optional(),
  })
  .meta({ id: 'ServiceAgreement' })
export type Agreement = z.output<typeof agreement>

/** What holds for one scheme's patients: what is agreed for all, but for what the scheme has of its own. */
export const termsFor = ({ schemes, ...common }: Terms, scheme: Scheme): Omit<Terms, 'schemes'> => {
  const own = schemes?.[scheme]
  return {
    ...common,
    methods: own?.methods ?? common.methods,
    overspend: own?.overspend ?? common.overspend,
    surplus: own?.surplus ?? common.surplus,
    surplusCap: own?.surplusCap ?? common.surplusCap,
    reasonableOverrun: own?.reasonableOverrun ?? common.reasonableOverrun,
    bounds: own?.bounds ?? common.bounds,
  }
}
