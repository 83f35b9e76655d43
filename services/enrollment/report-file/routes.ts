import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import { badCellAnswer } from '#shared/edge/files/bad-cell.ts'
import { encodings } from '#shared/edge/files/encoding.ts'
import { readTextTable } from '#shared/edge/files/table.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { senderOf } from '#shared/edge/imports/import-owner.ts'
import { columnsOf, readingOf, rowAs } from '#shared/edge/imports/sender-map.ts'
import { accept } from '#shared/kernel/decision.ts'
import { importRefusals } from '#shared/kernel/import-refusals.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { coveringCity } from '../coverage/covering-city.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { decideOnReport } from '../report/decide-report.ts'
import { reportRows } from './report-rows.ts'
import { furtherColumns, reportColumns, reportHeadings } from './rules/report-row.ts'
import { reportsTemplate } from './template.ts'

const mostRows = 500
const mostApproved = 200
const approvedAtOnce = 25
/** Whoever is another city's is as unknown as nobody. */
const asUnknown = ['enrollment.moved-meanwhile', 'enrollment.person-unknown']
const recordOf = ({ personId }: { readonly personId: string }): string => `/v1/enrollment/persons/${personId}`
const status = z.enum(['reported', 'approved', 'refused'])

const takeFile = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/enrollment/report-files',
    summary:
      'Reports deaths, leavings, months paid elsewhere and corrections of the persons of a CSV file. Each row becomes a report that waits for another person; everything wrong with a row is named by line and column. The same row again, in whichever file, is the same report.',
    scopes: ['province', 'city'],
    owner: { whose: 'caller', narrowedBy: 'a person of another city is unknown, which is a bad row' },
    body: z.strictObject({
      contentBase64: z
        .base64()
        .max(1_400_000)
        .meta({ description: `CSV or tab-separated text, at most ${mostRows} rows` }),
      encoding: z.enum(encodings).optional().meta({ description: 'where the file does not tell' }),
      sender: id.optional().meta({ description: 'whose headings and codes it has, as they are kept' }),
      preview: z
        .boolean()
        .default(false)
        .meta({ description: 'true: says what would be reported, reports nothing' }),
    }),
    answer: z.strictObject({
      rows: z.int(),
      reported: z.array(z.strictObject({ line: z.int(), personId: id, number: z.int(), status })),
      bad: z.array(badCellAnswer),
    }),
    refusals: [
      ...['file.encoding', 'file.encoding-unclear', 'file.old-workbook', 'file.workbook', 'file.malformed'],
      ...['file.column-missing', 'file.column-twice', 'file.column-unknown', 'file.too-long'],
      ...['import.sender-unknown', 'policy.missing'],
    ],
    changes: (_, { reported }) => reported.map(recordOf),
    handle: async ({ body, today, caller, by: { subject, division }, reaches }) => {
      const { sender } = body
      const kept = { division, kind: reportsTemplate.kind, by: [senderOf(caller)] }
      const reading = await readingOf(kept, { sender }, effects.store)
      if (!reading)
        return importRefusals.refuse('import.sender-unknown', {
          field: 'sender',
          figures: { sender: sender ?? '' },
        })
      const columns = { required: reportColumns, further: furtherColumns, headings: reportHeadings }
      const { rows } = readTextTable(
        Buffer.from(body.contentBase64, 'base64'),
        columnsOf({ ...columns, unknown: 'refused' }, reading),
        body.encoding,
      )
      if (rows.length > mostRows)
        return refuse('file.too-long', {
          field: 'contentBase64',
          figures: { rows: rows.length, most: mostRows },
        })
      return accept(
        await reportRows(
          rows.map((row) => rowAs(row, reading)),
          { by: { subject, division, on: today }, reaches, preview: body.preview },
          effects,
        ),
      )
    },
  })

const approveMany = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/enrollment/reports/approvals',
    summary:
      'Approves reports, each for itself as if it were approved alone: what cannot be done is told, and keeps no other waiting. By another than reported them.',
    scopes: ['province', 'city'],
    owner: { whose: 'caller', narrowedBy: 'a report of a person of another city is unknown' },
    body: z.strictObject({
      reports: z
        .array(z.strictObject({ personId: id, number: z.int().min(1) }))
        .min(1)
        .max(mostApproved),
    }),
    answer: z.strictObject({
      approved: z.array(z.strictObject({ personId: id, number: z.int() })),
      refused: z.array(z.strictObject({ personId: id, number: z.int(), code: z.string() })),
    }),
    refusals: ['policy.missing'],
    changes: (_, { approved }) => approved.map(recordOf),
    handle: async ({ body, commandId, today, by: { subject, division }, reaches }) => {
      const approveOne = async ({ personId, number }: (typeof body.reports)[number]) => {
        const decided = await decideOnReport(
          {
            ...{ personId, number, as: 'approved', commandId },
            by: { subject, division, on: today },
            mayChange: (record) => reaches(coveringCity(record)),
          },
          effects,
        )
        const named = { personId, number }
        if (decided.status === 'accepted') return { approved: [named], refused: [] }
        const { code } = decided.refusal
        return {
          approved: [],
          refused: [{ ...named, code: asUnknown.includes(code) ? 'report.unknown' : code }],
        }
      }
      const outcomes: Awaited<ReturnType<typeof approveOne>>[] = []
      for (const group of inPieces(body.reports, approvedAtOnce))
        outcomes.push(...(await Promise.all(group.map(approveOne))))
      return accept({
        approved: outcomes.flatMap(({ approved }) => approved),
        refused: outcomes.flatMap(({ refused }) => refused),
      })
    },
  })

/** Reports by list, and their approvals. */
export const reportFileRoutes = (effects: Effects): Operation[] => [takeFile(effects), approveMany(effects)]
