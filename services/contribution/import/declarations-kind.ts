import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { badCell } from '#shared/edge/files/bad-cell.ts'
import type { TableColumns } from '#shared/edge/files/headings.ts'
import type { Row } from '#shared/edge/files/table.ts'
import type { FileTemplate } from '#shared/edge/files/template.ts'
import type { FileKind, FileOfRows, FileReader } from '#shared/edge/imports/file-kind.ts'
import { firstLines } from '#shared/edge/imports/first-lines.ts'
import { reachesCity } from '#shared/kernel/authority.ts'
import { certificateTypeIn } from '#shared/kernel/certificate-type.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { importRefusals } from '#shared/kernel/import-refusals.ts'
import type { Employer } from '../employer/rules/employer.ts'
import { readEmployers } from '../employer/store.ts'
import { refusal, table } from '../refusals.ts'
import type { ListOfRows } from './declare-rows.ts'
import { declareList, judgeList } from './declare-rows.ts'
import type { KindEffects } from './effects.ts'
import type { WageRow } from './rules/wage-row.ts'
import { baseColumns, readWageRow, wageColumns } from './rules/wage-row.ts'

const explained = {
  employer_id: '单位编号；单一单位报送时可不设此列，报送时一次填写',
  id_number: '18位公民身份号码或证件类型所指证件的号码，须与参保登记一致',
  name: '姓名，须与参保登记一致',
  wage: '金额（元），最多两位小数；可为0',
  certificate_type: '证件类型，代码同参保登记名单；不填为身份证',
}

/** The wages of a month, employer by employer. */
export const wagesTemplate: FileTemplate = {
  kind: 'wages',
  title: '职工工资申报表',
  columns: wageColumns,
  explained: {
    ...explained,
    month: '费款所属期，如2026-03；全表相同时可不设此列，报送时一次填写',
  },
}

/** The bases of a year of contributions. */
export const basesTemplate: FileTemplate = {
  kind: 'bases',
  title: '年度缴费基数申报表',
  columns: baseColumns,
  explained: {
    ...explained,
    year: '缴费年度，如2026；全表相同时可不设此列，报送时一次填写',
    wage: '上年月平均工资（元），最多两位小数',
  },
}

/** A row that reads well. */
type LineRow = WageRow & { readonly line: number }

const groupName = ({ employerId, of }: Pick<WageRow, 'employerId' | 'of'>): string => `${employerId} ${of}`

const badAt = (line: number, fault: Refusal): BadCell =>
  badCell({ line, column: fault.field ?? 'id_number' }, fault, table)

type Group = {
  readonly rows: readonly Row[]
  readonly good: readonly LineRow[]
  readonly bad: readonly BadCell[]
}

const readGroup = (rows: readonly Row[], period: 'month' | 'year'): Group => {
  const good: LineRow[] = []
  const bad: BadCell[] = []
  for (const { line, cells, faults } of rows) {
    if (faults.length > 0) {
      bad.push(...faults.map((fault) => badCell(fault, fault, table)))
      continue
    }
    if (certificateTypeIn(cells) === undefined) {
      bad.push(badAt(line, importRefusals.refusal('import.other-certificate', { field: 'certificate_type' })))
      continue
    }
    const read = readWageRow(cells, period)
    if ('row' in read) good.push({ ...read.row, line })
    else bad.push(...read.faults.map((fault) => badAt(line, fault)))
  }
  return { rows, good, bad }
}

/** Rows that stand together as groups: of an employer and a period. */
const groupsOf = (rows: readonly Row[], groupOf: (row: Row) => string): Row[][] => {
  const groups: Row[][] = []
  let name: string | undefined
  for (const row of rows) {
    const own = groupOf(row)
    if (own === name) groups.at(-1)?.push(row)
    else groups.push([row])
    name = own
  }
  return groups
}

const sameTwice = (ids: readonly (string | undefined)[], good: readonly LineRow[]): BadCell[] => {
  const first = new Map<string, number>()
  return ids.flatMap((personId, index) => {
    const line = good[index]?.line ?? 0
    if (personId === undefined)
      return [badAt(line, refusal('payroll.person-unknown', { field: 'id_number' }))]
    const firstLine = first.get(personId)
    if (firstLine === undefined) {
      first.set(personId, line)
      return []
    }
    return [badAt(line, refusal('payroll.person-twice', { field: 'id_number', figures: { firstLine } }))]
  })
}

type Judged = { readonly bad: readonly BadCell[]; readonly list?: ListOfRows }

/** An employer's list is declared whole or not at all: a row that lacks would look like somebody who left. */
const asWhole = ({ rows }: Group, bad: readonly BadCell[], list: () => ListOfRows): Judged => {
  if (bad.length === 0) return { bad, list: list() }
  const told = new Set(bad.map(({ line }) => line))
  const others = rows.filter(({ line }) => !told.has(line))
  const left = importRefusals.refusal('import.group-bad', { field: 'employer_id' })
  return { bad: [...bad, ...others.map(({ line }) => badAt(line, left))] }
}

const employerFault = (
  { good: [first] }: Group,
  employer: Employer | undefined,
  { caller }: FileOfRows,
): BadCell[] => {
  if (!first || (employer && reachesCity(caller, employer.city))) return []
  const { employerId } = first
  const unknown = refusal('contribution.employer-unknown', { field: 'employer_id', figures: { employerId } })
  return [badAt(first.line, unknown)]
}

const declarations = (
  kind: 'wages' | 'bases',
  {
    columns,
    template,
    period,
  }: {
    readonly columns: TableColumns
    readonly template: FileTemplate
    readonly period: 'month' | 'year'
  },
  effects: KindEffects,
): FileKind => {
  const groupOf = ({ cells }: Row): string => `${cells.employer_id ?? ''} ${cells[period] ?? ''}`
  return {
    ...{ kind, columns, template, groupOf },
    scopes: ['province', 'city', 'tax'],
    open: async (file): Promise<FileReader> => {
      const seen = firstLines()

      /** @throws TongchouError `file.group-apart`: what was declared of the first rows would lack the others */
      const noteGroup = (group: Group): void => {
        const [row] = group.good
        const line = group.rows[0]?.line ?? 0
        if (row && seen.note(groupName(row), line) !== line)
          throw new TongchouError('file.group-apart', 'the rows of an employer stand apart', { line })
      }

      const judgeGroups = async (rows: readonly Row[]): Promise<Judged[]> => {
        const groups = groupsOf(rows, groupOf).map((each) => readGroup(each, period))
        for (const group of groups) noteGroup(group)
        const good = groups.flatMap((group) => group.good)
        const [ids, employers] = await Promise.all([
          effects.register(
            good.map(({ idNumber, certificateType, name }) => ({
              ...{ idNumber, name },
              ...(certificateType === undefined ? {} : { certificateType }),
            })),
          ),
          readEmployers(
            effects.store,
            groups.map((group) => group.good[0]?.employerId ?? '-'),
          ),
        ])
        let place = 0
        return groups.map((group, index) => {
          const own = ids.slice(place, place + group.good.length)
          place += group.good.length
          const employer = employers[index]
          const bad = [...group.bad, ...employerFault(group, employer, file), ...sameTwice(own, group.good)]
          return asWhole(group, bad, () => ({
            ...{ employerId: employer?.employerId ?? '', city: employer?.city ?? ('' as Employer['city']) },
            ...{ of: group.good[0]?.of ?? '', by: file.by.subject },
            lines: group.good.map(({ monthlyWage }, at) => ({ personId: own[at] ?? '', monthlyWage })),
          }))
        })
      }

      return {
        judge: async (rows) => {
          const judged = await judgeGroups(rows)
          const counts: Record<string, number> = {}
          for (const { list } of judged) {
            if (!list) continue
            const change = await judgeList(list, effects)
            counts[change] = (counts[change] ?? 0) + list.lines.length
          }
          return { bad: judged.flatMap(({ bad }) => bad), counts }
        },
        take: async (rows) => {
          const groups = groupsOf(rows, groupOf)
          const judged = await judgeGroups(rows)
          const late: BadCell[] = []
          const counts: Record<string, number> = {}
          let taken = 0
          for (const [index, { bad, list }] of judged.entries()) {
            late.push(...bad)
            if (!list) continue
            const change = await judgeList(list, effects)
            const done = change === 'unchanged' ? undefined : await declareList(list, file.runId, effects)
            if (done?.status === 'refused') {
              const { refusal: fault } = done
              late.push(
                ...(groups[index] ?? []).map(({ line }) => badAt(line, { ...fault, field: 'employer_id' })),
              )
              continue
            }
            taken += list.lines.length
            counts[change] = (counts[change] ?? 0) + list.lines.length
          }
          return { taken, late, counts }
        },
        remember: (rows) => {
          for (const group of groupsOf(rows, groupOf)) noteGroup(readGroup(group, period))
        },
      }
    },
  }
}

/** The wages of months, each employer's list as a whole. */
export const wagesKind = (effects: KindEffects): FileKind =>
  declarations('wages', { columns: wageColumns, template: wagesTemplate, period: 'month' }, effects)

/** The bases of years of contributions. */
export const basesKind = (effects: KindEffects): FileKind =>
  declarations('bases', { columns: baseColumns, template: basesTemplate, period: 'year' }, effects)
