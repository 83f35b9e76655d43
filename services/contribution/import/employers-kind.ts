import { badCell } from '#shared/edge/files/bad-cell.ts'
import type { Row } from '#shared/edge/files/table.ts'
import type { FileTemplate } from '#shared/edge/files/template.ts'
import type { FileKind } from '#shared/edge/imports/file-kind.ts'
import { firstLines } from '#shared/edge/imports/first-lines.ts'
import { reachesCity } from '#shared/kernel/authority.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Employer } from '../employer/rules/employer.ts'
import type { EmployerChange } from '../employer/save-employer.ts'
import { judgeEmployer, saveEmployer } from '../employer/save-employer.ts'
import { refusal, table } from '../refusals.ts'
import type { KindEffects } from './effects.ts'
import { employerColumns, readEmployerRow } from './rules/employer-row.ts'

/** The list of employers to register. */
export const employersTemplate: FileTemplate = {
  kind: 'employers',
  title: '参保单位登记表',
  columns: employerColumns,
  explained: {
    employer_id: '单位编号，全省唯一',
    name: '单位名称',
    uscc: '18位统一社会信用代码，按校验位核对；虚拟单位不填',
    kind: '单位类型：企业、机关、事业（01）、灵活就业（02）、失业人员（05）、村社区虚拟单位（08）、分支机构（09）；不填为普通单位',
    city: '参保地市级行政区划代码；可不填，为报送单位所在市',
    county: '所属区县6位区划代码；不填保留原登记',
  },
}

const atOnce = 25

/** Employers to register, each row for itself; what is registered of one already and is the same changes nothing. */
export const employersKind = (effects: KindEffects): FileKind => ({
  kind: 'employers',
  scopes: ['province', 'city', 'tax'],
  columns: employerColumns,
  template: employersTemplate,
  open: async ({ caller, division }) => {
    const lines = firstLines()
    const badAt = (line: number, fault: Refusal) =>
      badCell({ line, column: fault.field ?? 'employer_id' }, fault, table)

    const readRow = ({ line, cells, faults }: Row) => {
      if (faults.length > 0) return { bad: faults.map((fault) => badCell(fault, fault, table)) }
      const read = readEmployerRow(cells, division)
      if ('faults' in read) return { bad: read.faults.map((fault) => badAt(line, fault)) }
      const { employer } = read
      const firstLine = lines.note(employer.employerId, line)
      if (firstLine !== line)
        return { bad: [badAt(line, refusal('employer.row-twice', { figures: { firstLine } }))] }
      if (!reachesCity(caller, employer.city))
        return {
          bad: [badAt(line, { code: 'caller.other-division', reason: 'another city', field: 'city' })],
        }
      return { good: { line, employer }, bad: [] }
    }

    const work = async (
      rows: readonly Row[],
      act: (employer: Employer) => Promise<Decision<EmployerChange>>,
    ) => {
      const all = rows.map(readRow)
      const bad = all.flatMap((each) => each.bad)
      const counts: Record<string, number> = {}
      let taken = 0
      for (const group of inPieces(
        all.flatMap((each) => ('good' in each ? [each.good] : [])),
        atOnce,
      )) {
        const outcomes = await Promise.all(group.map((row) => row && act(row.employer)))
        for (const [index, outcome] of outcomes.entries()) {
          if (!outcome) continue
          if (outcome.status === 'refused') bad.push(badAt(group[index]?.line ?? 0, outcome.refusal))
          else {
            taken += 1
            counts[outcome.value] = (counts[outcome.value] ?? 0) + 1
          }
        }
      }
      return { bad, counts, taken }
    }

    return {
      judge: async (rows) => {
        const { bad, counts } = await work(rows, (employer) => judgeEmployer(employer, effects))
        return { bad, counts }
      },
      take: async (rows) => {
        const { bad, counts, taken } = await work(rows, async (employer) => {
          const judged = await judgeEmployer(employer, effects)
          if (judged.status === 'refused' || judged.value === 'known') return judged
          const saved = await saveEmployer(employer, effects)
          return saved.status === 'refused' ? saved : accept(judged.value)
        })
        return { taken, late: bad, counts }
      },
      remember: (rows) => {
        for (const row of rows) readRow(row)
      },
    }
  },
})
