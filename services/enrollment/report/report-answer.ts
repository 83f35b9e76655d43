import * as z from 'zod'
import { certificateAnswer } from '#shared/contracts/certificate.ts'
import { aid, city, day, employment, id, scheme } from '#shared/contracts/fields.ts'
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
  on: day.optional().meta({ description: 'the day of the death, of the return, or the last covered day' }),
  leaves: z.enum(leaveReasons).optional().meta({ description: 'why someone who lives left' }),
  months: z.int().optional().meta({ description: 'paid elsewhere, or as good as paid' }),
  place: z
    .strictObject({ scheme, city, employment, employerId: id.optional(), from: day })
    .optional()
    .meta({ description: 'where the coverage goes on, and from which day' }),
  aid: aid.optional().meta({ description: 'the right aid category, as reported' }),
  from: day.optional().meta({ description: 'the first day of the right aid category' }),
  birthOn: day.optional().meta({ description: 'the right birth day, as reported' }),
  sex: z.enum(['male', 'female']).optional().meta({ description: 'the right sex, as reported' }),
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
  idNumber: z.string().optional().meta({ description: 'the right ID number, as reported' }),
  certificate: certificateAnswer
    .optional()
    .meta({ description: 'the right certificate that is no ID card, as reported' }),
  decidedOn: day.optional(),
  decidedBy: z.string().optional(),
  refusedFor: z.string().optional(),
})

/** A report that waits, and for how many days. */
export const waitingReport = z.strictObject({ ...common, ageDays: z.int() })

const saidIn = (report: PersonReport) => {
  switch (report.says) {
    case 'died':
    case 'returned':
      return { on: report.on }
    case 'left':
      return { on: report.on, leaves: report.leaves }
    case 'contributed':
      return { months: report.months }
    case 'moved':
      return { place: { ...report.place, from: report.from } }
    case 'aided':
      return { aid: report.aid, from: report.from }
    case 'identified':
      return { birthOn: report.birthOn, sex: report.sex }
    default:
      return {}
  }
}

export const commonOf = (report: PersonReport) => ({
  personId: report.personId,
  number: report.number,
  says: report.says,
  ...saidIn(report),
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
  const { number: evidenceNumber, reason, name, idNumber, certificate } = await openReport(report, secrets)
  return {
    ...commonOf(report),
    evidenceNumber,
    ...(reason === undefined ? {} : { reason }),
    ...(name === undefined ? {} : { name }),
    ...(idNumber === undefined ? {} : { idNumber }),
    ...(certificate === undefined ? {} : { certificate }),
    ...decisionOf(report),
  }
}
