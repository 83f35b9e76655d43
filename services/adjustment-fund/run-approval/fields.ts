import * as z from 'zod'
import { amount, city, day, fundYear, id, officeSignature, scheme } from '#shared/contracts/fields.ts'
import type { ProvincialRun } from './rules/provincial-run.ts'
import { runIdOf } from './rules/provincial-run.ts'

/** What is shown of a run that persons propose and approve. */
export const runAnswer = z.strictObject({
  runId: id,
  scheme,
  year: fundYear,
  on: day,
  /** The cities levied; empty where approved shares decide who is paid. */
  cities: z.array(city),
  /** The share of the year's levy that it takes; all that is left when absent. */
  share: z.string().optional(),
  status: z.enum(['proposed', 'approved', 'rejected']),
  proposed: officeSignature,
  approved: officeSignature.optional(),
  rejected: officeSignature.extend({ reason: z.string() }).optional(),
  figures: z
    .strictObject({
      accumulated: amount,
      outstanding: amount,
      approval: z.int(),
      entries: z.int(),
      provincialCollection: amount,
    })
    .optional(),
})

export const shownRun = (run: ProvincialRun): z.output<typeof runAnswer> =>
  runAnswer.parse({
    runId: runIdOf(run),
    ...{ scheme: run.scheme, year: run.year, on: run.on, cities: run.cities, status: run.status },
    ...(run.share === undefined ? {} : { share: run.share }),
    proposed: run.proposed,
    ...(run.status === 'approved' ? { approved: run.approved, figures: run.figures } : {}),
    ...(run.status === 'rejected' ? { rejected: run.rejected } : {}),
  })
