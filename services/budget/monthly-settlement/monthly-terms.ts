import type { Month } from '#shared/calendar/day.ts'
import { lastDayOf } from '#shared/calendar/day.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact } from '#shared/money/rate.ts'
import type { AgreedTerms } from '../agreement/agreed-terms.ts'
import type { Bounds, Method } from '../agreement/rules/payment-terms.ts'
import type { AgreedPayment } from './payment-differences.ts'

const byItem: Method = { kind: 'by-item' }

/**
 * How a kind of care is paid month by month. A community's members are paid by item until its package is divided at the
 * year's end. An institution whose agreement was withdrawn from by then has no list of persons any more.
 */
const monthlyMethod = (method: Method, { withdrawn }: AgreedTerms, month: Month): Method => {
  if (method.kind !== 'capitation') return method
  const isOver = withdrawn !== undefined && withdrawn.from <= lastDayOf(month)
  return method.community || isOver ? byItem : method
}

const isOrdinary = ({ depositShare, methods, releasesSuspended }: AgreedPayment, usual: Rate): boolean =>
  releasesSuspended === undefined &&
  methods.inpatient.kind === 'by-item' &&
  methods.outpatient.kind === 'by-item' &&
  new Exact(depositShare).equals(usual)

/**
 * What agreements say of a month's payment, of those only that say something else than the usual deposit, by item, and
 * suspended to the year's end.
 */
export const monthlyTerms = (
  terms: readonly AgreedTerms[],
  month: Month,
  usualDepositShare: Rate,
  usualBounds: Bounds | undefined,
): AgreedPayment[] =>
  terms
    .map((each): AgreedPayment => {
      const { institution, depositShare, methods, releasesSuspended, bounds = usualBounds } = each
      const { coefficient, deducts } = bounds ?? {}
      return {
        institution,
        depositShare,
        ...(releasesSuspended ? { releasesSuspended } : {}),
        points: { ...(coefficient ? { coefficient } : {}), ...(deducts ? { deducts } : {}) },
        methods: {
          inpatient: monthlyMethod(methods.inpatient, each, month),
          outpatient: monthlyMethod(methods.outpatient, each, month),
        },
      }
    })
    .filter((each) => !isOrdinary(each, usualDepositShare))

/** Whether an institution is paid for a month even when nothing was claimed. */
export const isPaidByHead = ({ methods }: AgreedPayment): boolean =>
  methods.inpatient.kind === 'capitation' || methods.outpatient.kind === 'capitation'
