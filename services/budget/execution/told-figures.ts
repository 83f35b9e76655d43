import * as z from 'zod'
import { ofOne, signedAmount } from '#shared/contracts/fields.ts'

/** The figures that a warning can be told with, each with its unit: the value that was judged, and what it comes from. */
export const toldFigures = z
  .strictObject({
    monthsPayable: z.number(),
    ...{ balance: signedAmount, expenditure: signedAmount, expenditureBefore: signedAmount },
    ...{ ahead: ofOne, spent: ofOne, seasonal: ofOne },
    ...{ forecastResult: ofOne, forecastCurrent: signedAmount, income: signedAmount },
    expenditureGrowth: ofOne,
    ...{ collectionRate: ofOne, collected: signedAmount, openBills: signedAmount },
    ...{ quotaOverrun: ofOne, aboveQuota: signedAmount, withinQuota: signedAmount },
    ...{ policyScopeRatio: ofOne, 'inpatient-basic': signedAmount, 'inpatient-inScope': signedAmount },
    ...{ readmission: ofOne, 'inpatient-readmissions': z.int(), 'inpatient-claims': z.int() },
  })
  .partial()
