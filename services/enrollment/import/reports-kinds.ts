import type { TableColumns } from '#shared/edge/files/headings.ts'
import type { Row } from '#shared/edge/files/table.ts'
import type { FileTemplate } from '#shared/edge/files/template.ts'
import type { FileKind, FileOfRows, FileReader } from '#shared/edge/imports/file-kind.ts'
import { reaches } from '#shared/kernel/authority.ts'
import { certificateHeadings } from '#shared/kernel/certificate-type.ts'
import { certificateColumn } from '../enrolment/rules/proof.ts'
import { reportRows } from '../report-file/report-rows.ts'
import {
  evidenceWords,
  furtherColumns,
  reportColumns,
  reportHeadings,
} from '../report-file/rules/report-row.ts'
import { reportsTemplate } from '../report-file/template.ts'
import type { KindEffects } from './persons-kind.ts'

/** Each row becomes a report that waits for another person; what it says is the same report, in whichever file. */
const reporting = (
  { by: { subject, division }, today, caller }: FileOfRows,
  asReport: (row: Row) => Row,
  effects: KindEffects,
): FileReader => {
  const reporter = {
    by: { subject, division, on: today },
    reaches: (parties: Parameters<typeof reaches>[1]) => reaches(caller, parties),
  }
  return {
    judge: async (rows) => {
      const { reported, bad } = await reportRows(rows.map(asReport), { ...reporter, preview: true }, effects)
      return { bad, counts: { reported: reported.length } }
    },
    take: async (rows) => {
      const { reported, bad } = await reportRows(rows.map(asReport), { ...reporter, preview: false }, effects)
      return { taken: reported.length, late: bad, counts: { reported: reported.length } }
    },
  }
}

/** Lists of what happened to persons. */
export const reportsKind = (effects: KindEffects): FileKind => ({
  kind: 'reports',
  scopes: ['province', 'city'],
  columns: {
    ...{ required: reportColumns, further: furtherColumns, headings: reportHeadings },
    unknown: 'ignored',
  },
  template: reportsTemplate,
  open: async (file) => reporting(file, (row) => row, effects),
})

const { says: _, ...columnsOfDeath } = reportColumns
const deathColumns = {
  required: { ...columnsOfDeath, on: 'day' },
  further: certificateColumn,
  headings: {
    certificate_type: certificateHeadings,
    id_number: [...reportHeadings.id_number, '死者身份证号', '死亡人员身份证号'],
    name: [...reportHeadings.name, '死者姓名', '死亡人员姓名'],
    evidence_kind: [...reportHeadings.evidence_kind, '死亡证明类型', '凭证类型'],
    evidence_number: [...reportHeadings.evidence_number, '死亡证明编号', '火化证编号'],
    on: ['死亡日期', '死亡时间', '日期'],
  },
  unknown: 'ignored',
} as const satisfies TableColumns

/** The list of those who died. */
export const deathsTemplate: FileTemplate = {
  kind: 'deaths',
  title: '死亡人员名单',
  columns: deathColumns,
  explained: {
    id_number: '18位公民身份号码或证件类型所指证件的号码，须与参保登记一致',
    certificate_type: '证件类型，代码同参保登记名单；不填为身份证',
    name: '姓名，须与参保登记一致',
    evidence_kind: `证明材料种类：${Object.entries(evidenceWords)
      .filter(([, kind]) =>
        [
          'medical-certificate',
          'cremation-certificate',
          'court-declaration',
          'household-cancellation',
        ].includes(kind),
      )
      .map(([word]) => word)
      .join('、')}；全表相同时可不设此列，报送时一次填写`,
    evidence_number: '证明材料编号，3至100个字符',
    on: '死亡日期',
  },
}

const { evidence_kind: __, ...columnsOfRetirement } = columnsOfDeath
const retirementColumns = {
  required: { ...columnsOfRetirement, on: 'day' },
  further: certificateColumn,
  headings: {
    certificate_type: certificateHeadings,
    id_number: reportHeadings.id_number,
    name: [...reportHeadings.name, '退休人员姓名'],
    evidence_number: [...reportHeadings.evidence_number, '退休审批表编号', '退休审批编号', '退休证号'],
    on: ['退休待遇起始日期', '退休日期', '待遇享受开始日期', '办理退休日期', '日期'],
  },
  unknown: 'ignored',
} as const satisfies TableColumns

/** The list of those who retired. */
export const retireesTemplate: FileTemplate = {
  kind: 'retirees',
  title: '在职转退休人员名单',
  columns: retirementColumns,
  explained: {
    id_number: '18位公民身份号码或证件类型所指证件的号码，须与参保登记一致',
    certificate_type: '证件类型，代码同参保登记名单；不填为身份证',
    name: '姓名，须与参保登记一致',
    evidence_number: '退休审批表编号，3至100个字符',
    on: '作为退休人员参保的首日',
  },
}

/** Lists of those who retired: each is reported with the approval of their retirement, and waits for another person. */
export const retireesKind = (effects: KindEffects): FileKind => ({
  kind: 'retirees',
  scopes: ['province', 'city'],
  columns: retirementColumns,
  template: retireesTemplate,
  open: async (file) => {
    const said = { says: 'retired', evidence_kind: 'retirement-approval' }
    return reporting(file, (row) => ({ ...row, cells: { ...row.cells, ...said } }), effects)
  },
})

/** Lists of deaths: each is reported, and waits for another person. */
export const deathsKind = (effects: KindEffects): FileKind => ({
  kind: 'deaths',
  scopes: ['province', 'city'],
  columns: deathColumns,
  template: deathsTemplate,
  open: async (file) =>
    reporting(file, (row) => ({ ...row, cells: { ...row.cells, says: 'died' } }), effects),
})
