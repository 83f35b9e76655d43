import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import type { Effects } from '../effects.ts'
import type { DeathReport } from './rules/death-report.ts'
import { deathEvidence, lifeEvidence } from './rules/death-report.ts'
import { openReport } from './store.ts'

const evidenceKind = z.enum([...deathEvidence, ...lifeEvidence])

/** What everyone who may see a report sees of it, in lists too. */
const common = {
  personId: id,
  number: z.int(),
  says: z.enum(['died', 'lives']),
  on: day.optional().meta({ description: 'the day of the death that is reported' }),
  evidenceKind,
  status: z.enum(['reported', 'approved', 'refused']),
  reportedOn: day,
  reportedBy: z.string(),
}

/** A report whole, with the reference of the document. */
export const reportAnswer = z.strictObject({
  ...common,
  evidenceNumber: z.string(),
  reason: z.string().optional().meta({ description: 'why the recorded death is wrong' }),
  decidedOn: day.optional(),
  decidedBy: z.string().optional(),
  refusedFor: z.string().optional(),
})

/** A report that waits, and for how many days. */
export const waitingReport = z.strictObject({ ...common, ageDays: z.int() })

export const commonOf = (report: DeathReport) => ({
  personId: report.personId,
  number: report.number,
  says: report.says,
  ...(report.says === 'died' ? { on: report.on } : {}),
  evidenceKind: report.evidence,
  status: report.status,
  reportedOn: report.reported.on,
  reportedBy: report.reported.subject,
})

const decisionOf = (report: DeathReport) =>
  report.status === 'reported'
    ? {}
    : {
        decidedOn: report.decided.on,
        decidedBy: report.decided.subject,
        ...(report.refusedFor === undefined ? {} : { refusedFor: report.refusedFor }),
      }

export const showReport = async (
  report: DeathReport,
  { secrets }: Pick<Effects, 'secrets'>,
): Promise<z.input<typeof reportAnswer>> => {
  const { number: evidenceNumber, reason } = await openReport(report, secrets)
  return {
    ...commonOf(report),
    evidenceNumber,
    ...(reason === undefined ? {} : { reason }),
    ...decisionOf(report),
  }
}
