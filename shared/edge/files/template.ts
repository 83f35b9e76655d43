import * as z from 'zod'
import type { CellKind } from '#shared/edge/files/cells.ts'
import type { TableColumns } from '#shared/edge/files/headings.ts'
import { xlsxType } from '#shared/edge/files/sheet.ts'
import { xlsxBook } from '#shared/edge/files/xlsx.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { Download, defineOperation } from '#shared/edge/http/operation.ts'
import type { Scope } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'

/** A file that offices fill in: its columns as the file is read by, and in Chinese what each holds. */
export type FileTemplate = {
  /** What the file is called in paths, and by its sender. */
  readonly kind: string
  readonly title: string
  readonly columns: Pick<TableColumns, 'required' | 'further' | 'headings'>
  readonly explained: Readonly<Record<string, string>>
}

const kindInChinese: Readonly<Record<CellKind, string>> = {
  text: '文字',
  code: '编码（设为文本格式，以免数字失真）',
  day: '日期，如2025-01-05',
  number: '数字',
}

/** A column as the template shows it. Columns that are not explained are read, and not asked for. */
const columnsOf = ({ columns: { required, further = {}, headings = {} }, explained }: FileTemplate) =>
  Object.entries({ ...required, ...further }).flatMap(([column, kind]) => {
    const text = explained[column]
    if (text === undefined) return []
    const [heading = column, ...also] = headings[column] ?? []
    return [{ column, heading, also, kind, mandatory: column in required, explained: text }]
  })

/** The template as a workbook: headings to fill in below, the mandatory ones red, and a sheet that explains them. */
const workbookOf = (template: FileTemplate): Uint8Array => {
  const columns = columnsOf(template)
  return xlsxBook([
    {
      title: template.title,
      columns: columns.map(({ heading, mandatory }) => (mandatory ? `*${heading}` : heading)),
      rows: [],
    },
    {
      title: '填表说明',
      columns: ['列名', '是否必填', '内容', '说明', '也可写作'],
      rows: columns.map(({ column, heading, also, kind, mandatory, explained }) => [
        ...[heading, mandatory ? '必填' : '选填', kindInChinese[kind], explained],
        [column, ...also].join('、'),
      ]),
    },
  ])
}

/** The templates of the files that a service reads, each with its columns explained, to look at or to fill in. */
export const templatesOperation = (
  service: string,
  templates: readonly FileTemplate[],
  scopes: readonly Scope[],
): Operation =>
  defineOperation({
    method: 'GET',
    path: `/v1/${service}/file-templates/{kind}`,
    summary:
      'A file to fill in: its columns with their Chinese headings, what each holds, and what offices write over it besides; as a workbook with `format=xlsx`.',
    scopes,
    params: z.strictObject({ kind: z.enum(templates.map(({ kind }) => kind)) }),
    query: z.strictObject({ format: z.enum(['json', 'xlsx']).default('json') }),
    owner: { whose: 'anyone' },
    downloads: [xlsxType],
    answer: z.strictObject({
      kind: z.string(),
      title: z.string(),
      columns: z.array(
        z.strictObject({
          column: z
            .string()
            .meta({ description: 'what the product calls it; a heading of this name is read too' }),
          heading: z.string(),
          also: z.array(z.string()),
          kind: z.enum(['text', 'code', 'day', 'number']),
          mandatory: z.boolean(),
          explained: z.string(),
        }),
      ),
    }),
    refusals: [],
    handle: async ({ params, query: { format } }) => {
      const template = templates.find(({ kind }) => kind === params.kind) as FileTemplate
      if (format === 'json')
        return accept({ kind: template.kind, title: template.title, columns: columnsOf(template) })
      return accept(new Download(`${template.kind}.xlsx`, xlsxType, workbookOf(template)))
    },
  })
