import * as z from 'zod'
import { addMonths, firstDayOf, lastDayOf, monthOf } from '#shared/calendar/day.ts'
import { day, id } from '#shared/contracts/fields.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { inOurWords, invalidCells } from '../../enrolment/rules/cells.ts'
import type { NewPerson } from '../../enrolment/rules/new-person.ts'
import type { Judging } from '../../enrolment/rules/person-faults.ts'
import type { LeaveReason } from '../../person/rules/insured.ts'
import { refusal } from '../../refusals.ts'
import { documentNumber } from '../../report/rules/report-fields.ts'
import { furtherOfWho, readListed, whoColumns, whoHeadings } from './listed-person.ts'

/** The columns of a list of who joins and leaves an employer. */
export const rosterColumns = {
  required: { employer_id: 'code', ...whoColumns, change: 'code', on: 'day' },
  further: { ...furtherOfWho, reason: 'code', evidence_number: 'text' },
  headings: {
    ...whoHeadings,
    employer_id: ['单位编号', '参保单位编号', '单位编码', '单位社保编号'],
    change: ['变更类型', '增减类型', '增减标志', '变动类型', '人员变动类型', '申报类型'],
    on: ['变更日期', '增减日期', '变动日期', '参保停保日期', '增减员日期'],
    reason: ['变更原因', '变动原因', '减员原因', '停保原因', '增减原因'],
    evidence_number: ['凭证编号', '证明编号', '解除合同编号', '备注编号'],
  },
  unknown: 'ignored',
} as const

/** As words, or as the national dictionary numbers them. */
const changeWords: Readonly<Record<string, string>> = {
  ...{ 增员: 'joins', 增加: 'joins', 增: 'joins', 新增: 'joins', 新参保: 'joins', 续保: 'joins' },
  ...{ 恢复缴费: 'joins', 转入: 'joins', 11: 'joins', 12: 'joins', 13: 'joins', 14: 'joins' },
  ...{ 减员: 'leaves', 减少: 'leaves', 减: 'leaves', 停保: 'leaves', 终止: 'leaves', 中断缴费: 'leaves' },
  ...{ 转出: 'leaves', 21: 'leaves', 22: 'leaves', 23: 'leaves', 24: 'leaves' },
  ...{ 在职转退休: 'retires', 转退休: 'retires', 退休: 'retires', 25: 'retires' },
}

/** Why somebody leaves, as it bears on their coverage: all but these go to other work, or to none. */
const leaveWords: Readonly<Record<string, LeaveReason>> = {
  ...{ 参军: 'military-service', 入伍: 'military-service', 6303: 'military-service' },
  ...{ 收监: 'imprisonment', 6305: 'imprisonment' },
  ...{ 出国定居: 'emigration', 6402: 'emigration' },
  ...{ 转出统筹范围外: 'left-province', 转出省外: 'left-province', 6404: 'left-province' },
}
/** Reasons of leaving an employer which end no coverage: it goes on in retirement. */
const retirements: ReadonlySet<string> = new Set(['达到退休条件', '退休', '6308'])
const deaths: ReadonlySet<string> = new Set(['死亡', '6309', '6401'])

const shape = z.object({
  employer_id: id,
  change: z.enum(['joins', 'leaves', 'retires']),
  on: day,
  evidence_number: documentNumber.optional(),
})

/** Somebody who joins an employer, with the coverage that it opens. */
export type Joins = { readonly says: 'joins'; readonly person: NewPerson }
/** Somebody who leaves one: the last day covered is the last of the month, which is paid whole. */
export type Leaves = {
  readonly says: 'leaves'
  readonly person: NewPerson
  readonly on: string
  readonly leaves: LeaveReason
  readonly document: string | undefined
}
/** Somebody who retires from one: the month is paid whole, and they are retired from the first day of the next. */
export type Retires = {
  readonly says: 'retires'
  readonly person: NewPerson
  readonly from: string
  readonly document: string
}
export type RosterRow = (Joins | Leaves | Retires) & { readonly employerId: string }

type Cells = Readonly<Record<string, string>>

const fromColumn = { from: 'on', employerId: 'employer_id', employment: 'change' } as const

/** Reads a row of a list of joiners and leavers, or says everything that is wrong with it. */
export const readRosterRow = (
  cells: Cells,
  city: string,
  judging: Judging,
): { readonly row: RosterRow } | { readonly faults: readonly Refusal[] } => {
  const { reason = '' } = cells
  const parsed = shape.safeParse({
    ...{ employer_id: cells.employer_id ?? '', on: cells.on ?? '' },
    change: inOurWords(changeWords, cells.change ?? ''),
    ...(cells.evidence_number ? { evidence_number: cells.evidence_number } : {}),
  })
  const said = parsed.success ? parsed.data : undefined
  const retires = said?.change === 'retires' || (said?.change === 'leaves' && retirements.has(reason))
  const as = {
    ...({ scheme: 'employee', employment: 'employed', columnOf: fromColumn, city } as const),
    ...{ employerId: said?.employer_id ?? 'E', from: said?.on ?? judging.today },
  }
  const read = readListed(cells, as, judging)
  const faults = [
    ...(parsed.success ? [] : invalidCells(parsed.error)),
    ...('faults' in read ? read.faults : []),
    ...(deaths.has(reason) ? [refusal('roster.death-by-list', { field: 'reason' })] : []),
  ]
  if (retires && said?.evidence_number === undefined)
    faults.push(refusal('roster.retirement-unproved', { field: 'evidence_number' }))
  if (faults.length > 0 || !said || 'faults' in read) return { faults }
  const { person } = read
  const { employer_id: employerId, change, on, evidence_number: document } = said
  if (change === 'joins') return { row: { says: 'joins', employerId, person } }
  if (retires) {
    const from = firstDayOf(addMonths(monthOf(on), 1))
    return { row: { says: 'retires', employerId, person, from, document: document ?? '' } }
  }
  const leaves = leaveWords[reason] ?? 'other'
  return { row: { says: 'leaves', employerId, person, on: lastDayOf(monthOf(on)), leaves, document } }
}
