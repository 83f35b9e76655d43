import { describe, expect, it } from 'vitest'
import { readAnyTable } from '#shared/edge/files/any-table.ts'
import type { FileTemplate } from '#shared/edge/files/template.ts'
import { templatesOperation } from '#shared/edge/files/template.ts'
import type { Download } from '#shared/edge/http/operation.ts'
import {
  basesTemplate,
  wagesTemplate,
} from '../../../../../services/contribution/import/declarations-kind.ts'
import { employersTemplate } from '../../../../../services/contribution/import/employers-kind.ts'
import { paymentsTemplate } from '../../../../../services/contribution/payment-file/template.ts'
import { aidListTemplate } from '../../../../../services/enrollment/aid-list/template.ts'
import { deathsTemplate } from '../../../../../services/enrollment/import/reports-kinds.ts'
import { rosterTemplate } from '../../../../../services/enrollment/import/roster-kind.ts'
import { studentsTemplate } from '../../../../../services/enrollment/import/students-kind.ts'
import { personsTemplate } from '../../../../../services/enrollment/import/template.ts'
import { evidenceKinds } from '../../../../../services/enrollment/report/rules/person-report.ts'
import { evidenceWords } from '../../../../../services/enrollment/report-file/rules/report-row.ts'
import { reportsTemplate } from '../../../../../services/enrollment/report-file/template.ts'

const workbookOf = async (template: FileTemplate): Promise<Uint8Array> => {
  const { handle } = templatesOperation('enrollment', [template], ['city'])
  const answer = await handle({ params: { kind: template.kind }, query: { format: 'xlsx' } } as never)
  return ((answer as { value: unknown }).value as Download).bytes
}

const rowsOf = (bytes: Uint8Array, columns: Parameters<typeof readAnyTable>[1], sheet?: string) => {
  let unread: readonly string[] = []
  const { rows } = readAnyTable(bytes, columns, { sheet }, (found) => {
    unread = found.unread
  })
  return { rows: [...rows], unread: () => unread }
}

describe('a template of a file', () => {
  it.each([
    ...[personsTemplate, studentsTemplate, rosterTemplate, deathsTemplate, reportsTemplate],
    ...[aidListTemplate, employersTemplate, wagesTemplate, basesTemplate, paymentsTemplate],
  ])('has the columns that $title is read by, each explained', async (template) => {
    const bytes = await workbookOf(template)
    // Read as the file itself is: no column is missing, and none is unknown.
    const read = rowsOf(bytes, { ...template.columns, unknown: 'refused' })
    expect(read.rows).toEqual([])
    expect(read.unread()).toEqual([])
    const explained = rowsOf(
      bytes,
      { required: { 列名: 'text', 是否必填: 'text', 内容: 'text', 说明: 'text' }, unknown: 'ignored' },
      '填表说明',
    ).rows
    expect(explained.filter(({ cells }) => cells.是否必填 === '必填').length).toBe(
      Object.keys(template.columns.required).length,
    )
    for (const { cells } of explained) expect(cells.说明).toMatch(/\p{Script=Han}/u)
  })

  it('offers a Chinese word for documents that a list may name', () => {
    const offered = new Set<string>(Object.values(evidenceWords))
    // A move and a category of aid are not reported by list.
    const ofOthers = [
      ...['labour-contract', 'employer-statement'],
      ...['civil-affairs-notice', 'aid-certificate', 'poverty-register-extract'],
    ]
    expect(evidenceKinds.filter((kind) => !offered.has(kind))).toEqual(ofOthers)
  })
})
