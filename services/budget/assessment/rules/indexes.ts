import { Exact } from '#shared/money/rate.ts'
import type { AssessmentIndex } from '../../agreement/rules/agreement.ts'
import type { CaseFigures } from './tally-cases.ts'

const places = 4
/** A part of a whole to four decimals; null where there is no whole, so that nothing can be said. */
const ratio = (part: number, whole: number): string | null =>
  whole <= 0 ? null : new Exact(part).div(whole).toDecimalPlaces(places).toFixed()

const indexOf: Readonly<Record<AssessmentIndex, (figures: CaseFigures) => string | null>> = {
  /** What a stay costs on average, in yuan. */
  'average-cost': ({ stayCost, stays }) => ratio(stayCost, stays * 100),
  /** Of the stays, those soon after another of the same disease. */
  readmission: ({ readmissions, stays }) => ratio(readmissions, stays),
  /** Of the persons treated, those admitted. */
  'hospitalisation-rate': ({ admittedPersons, persons }) => ratio(admittedPersons, persons),
  /** Cases for each person treated. */
  'head-to-head-ratio': ({ visits, stays, persons }) => ratio(visits + stays, persons),
  /** Of the costs, what patients paid themselves, their accounts included. */
  'patient-burden': ({ patientPaid, cost }) => ratio(patientPaid, cost),
  /** Of the stays, those sent on by another institution. */
  referral: ({ referred, stays }) => ratio(referred, stays),
  /** Of the stays, those with an operation. */
  surgery: ({ surgeries, stays }) => ratio(surgeries, stays),
  /** Of the operations, the elective ones. */
  'elective-surgery': ({ electiveSurgeries, surgeries }) => ratio(electiveSurgeries, surgeries),
  /** Of the stays, those admitted in a critical or serious condition. */
  'severe-share': ({ severe, stays }) => ratio(severe, stays),
}

/** An index of an institution's year (total control, 三(六)), to four decimals; null where there were no such cases. */
export const indexFigure = (index: AssessmentIndex, figures: CaseFigures): string | null =>
  indexOf[index](figures)
