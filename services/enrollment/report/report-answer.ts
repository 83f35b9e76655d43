import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import type { Effects } from '../effects.ts'
import { leaveReasons } from '../person/rules/insured.ts'
import type { PersonReport } from './rules/person-report.ts'
import { evidenceKinds, reportSubjects } from './rules/person-report.ts'
import { openReport } from './store.ts'

/** What everyone who may see a report sees of it, in lists too. */
const common = {
  personId: id,
  number: z.int(),
  says: z.enum(reportSubjects),
  on: day.optional().meta({ description: 'the day of the death, or the last covered day' }),
  leaves: z.enum(leaveReasons).optional().meta({ description: 'why someone who lives left' }),
  evidenceKind: z.enum(evidenceKinds),
  status: z.enum(['reported', 'approved', 'refused']),
  reportedOn: day,
  reportedBy: z.string(),
}

/** A report whole, with the reference of the document. */
export const reportAnswer = z.strictObject({
  ...common,
  evidenceNumber: z.string(),
  reason: z.string().optional().meta({ description: 'why what is recorded is wrong' }),
  name: z.string().optional().meta({ description: 'the right name, as reported' }),
  decidedOn: day.optional(),
  decidedBy: z.string().optional(),
  refusedFor: z.string().optional(),
})

/** A report that waits, and for how many days. */
export const waitingReport = z.strictObject({ ...common, ageDays: z.int() })

export const commonOf = (report: PersonReport) => ({
  personId: report.personId,
  number: report.number,
  says: report.says,
  ...('on' in report ? { on: report.on } : {}),
  ...(report.says === 'left' ? { leaves: report.leaves } : {}),
  evidenceKind: report.evidence,
  status: report.status,
  reportedOn: report.reported.on,
  reportedBy: report.reported.subject,
})

const decisionOf = (report: PersonReport) =>
  report.status === 'reported'
    ? {}
    : {
        decidedOn: report.decided.on,
        decidedBy: report.decided.subject,
        ...(report.refusedFor === undefined ? {} : { refusedFor: report.refusedFor }),
      }

export const showReport = async (
  report: PersonReport,
  { secrets }: Pick<Effects, 'secrets'>,
): Promise<z.input<typeof reportAnswer>> => {
  const { number: evidenceNumber, reason, name } = await openReport(report, secrets)
  return {
    ...commonOf(report),
    evidenceNumber,
    ...(reason === undefined ? {} : { reason }),
    ...(name === undefined ? {} : { name }),
    ...decisionOf(report),
  }
}
