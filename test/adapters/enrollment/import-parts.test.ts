import excel from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgements } from '#shared/edge/imports/import-records.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { openSecrets } from '../../../services/enrollment/person/secrets.ts'
import { idNumberOf, resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>
let queue: Awaited<ReturnType<typeof startWorkQueue>>
let sent = 0

beforeAll(async () => {
  queue = await startWorkQueue(() => import('../../../services/enrollment/handlers/work.ts'))
  service = await startEnrollment()
})
afterAll(async () => {
  await service.stop()
  await queue.stop()
})

const columns = 'id_number,name,sex,birth_on,scheme,city,employment,employer_id,aid,from,paid_months'.split(
  ',',
)
const rowOf = (serial: number, more: Readonly<Record<string, unknown>> = {}) => {
  const cells: Record<string, unknown> = {
    ...{
      id_number: idNumberOf('1980-05-20', 2 * serial),
      name: '王芳',
      sex: '女',
      birth_on: new Date('1980-05-20'),
    },
    ...{
      scheme: '390',
      city: 340100,
      employment: 'resident',
      employer_id: '',
      aid: '',
      from: new Date('2025-01-01'),
    },
    ...{ paid_months: 0, ...more },
  }
  return columns.map((column) => cells[column])
}

const workbook = async (rows: readonly unknown[][], sheet = '名单') => {
  const book = new excel.Workbook()
  const page = book.addWorksheet(sheet)
  page.addRow(['2025年度参保名单'])
  page.addRow(columns.map((column) => `*${column}`))
  for (const row of rows) page.addRow(row)
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer)
}

const call = (method: string, path: string, body: object, token = tokens.hefei as never) => {
  sent += 1
  return service.call(token, method, path, { key: `part-${sent}`, body })
}
const sendPieces = async (
  importId: string,
  bytes: Uint8Array,
  size: number,
  token = tokens.hefei as never,
) => {
  const pieces = Math.ceil(bytes.length / size)
  for (let part = 1; part <= pieces; part += 1) {
    const contentBase64 = Buffer.from(bytes.subarray((part - 1) * size, part * size)).toString('base64')
    expect((await call('PUT', `/imports/${importId}/parts/${part}`, { contentBase64 }, token)).status).toBe(
      200,
    )
  }
  return pieces
}
const start = (importId: string, parts: number, more: object = {}, token = tokens.hefei as never) =>
  call('POST', `/imports/${importId}/runs`, { parts, onBadRows: 'refuse', ...more }, token)
const runsOf = async (importId: string, token = tokens.hefei as never) =>
  (await service.call(token, 'GET', `/imports/${importId}`)).body.runs as Record<string, unknown>[]
const identitiesNow = async () => (await service.items()).filter(({ kind }) => kind === 'identity')
const namesNow = async () => {
  const secrets = openSecrets(openKeyRing(service.store, service.wrapping))
  const open = async ({ personId, sealed }: Stored) =>
    (await secrets.open(String(personId), String(sealed))).name
  return Promise.all((await identitiesNow()).map(open))
}

describe('a workbook sent in pieces', () => {
  it('is previewed, imported once, and its pieces are emptied of the persons in it', async () => {
    const bytes = await workbook([rowOf(1), rowOf(2, { name: '买买提•吐尔逊' })])
    const parts = await sendPieces('book', bytes, 3_000)
    expect(parts).toBeGreaterThan(1)

    expect((await start('book', parts, { preview: true })).status).toBe(202)
    expect(await queue.workOn()).toEqual([])
    expect(await runsOf('book')).toMatchObject([
      { outcome: 'previewed', rows: 2, imported: 0, bad: 0, format: 'xlsx', firstNames: ['王○', '买○○○○○○'] },
    ])
    expect(await identitiesNow()).toEqual([])

    const first = await start('book', parts)
    expect(await start('book', parts)).toEqual(first)
    expect(await queue.workOn()).toEqual([])
    expect(await runsOf('book')).toContainEqual(
      expect.objectContaining({ outcome: 'imported', rows: 2, imported: 2 }),
    )
    expect((await namesNow()).sort()).toEqual(['买买提•吐尔逊', '王芳'])
    const kept = (await service.items()).filter(({ kind }) => kind === 'import-part')
    expect(kept).toHaveLength(parts)
    const all = await service.items()
    expect(all.filter((item) => String(item.kind).startsWith('import-part') && 'bytes' in item)).toEqual([])
  })

  it('is not read when its encoding is named, nor text when a sheet is: nothing that is said is ignored', async () => {
    const book = await sendPieces('kind-book', await workbook([rowOf(8)]), 300_000)
    const text = await sendPieces('kind-text', Buffer.from(`${columns.join(',')}\n`), 300_000)
    await start('kind-book', book, { encoding: 'gb18030' })
    await start('kind-text', text, { sheet: '参保' })
    expect(await queue.workOn()).toEqual([])
    for (const id of ['kind-book', 'kind-text'])
      expect(await runsOf(id)).toMatchObject([{ outcome: 'unreadable', fault: { code: 'file.other-kind' } }])
  })

  it('tells who started it, and each person’s record by which row of it they came', async () => {
    const run = (await runsOf('book')).find(({ outcome }) => outcome === 'imported')
    expect(run).toMatchObject({ by: { subject: 'clerk-340100' } })
    const commands = (await service.items()).flatMap((item) =>
      item.kind === 'coverage' ? item.commands : [],
    )
    expect(commands).toEqual(
      expect.arrayContaining([{ id: `${String(run?.runId)}:3` }, { id: `${String(run?.runId)}:4` }]),
    )
  })

  it('names its bad rows by the row of the sheet, and with refuse enrols nobody', async () => {
    const before = (await identitiesNow()).length
    const rows = [
      rowOf(3),
      [],
      rowOf(4, { id_number: Number('340102198005200085') }),
      rowOf(5, { city: 340200, name: '#N/A' }),
    ]
    const parts = await sendPieces('bad', await workbook(rows), 400_000)
    await start('bad', parts)
    expect(await queue.workOn()).toEqual([])
    const [run] = await runsOf('bad')
    expect(run).toMatchObject({ outcome: 'refused', rows: 3, imported: 0, bad: 2 })
    expect(
      ((run?.firstBad ?? []) as { line: number; column: string; code: string }[]).map(
        ({ line, column, code }) => [line, column, code],
      ),
    ).toEqual([
      [5, 'id_number', 'file.number-lost'],
      [6, 'name', 'file.error-cell'],
    ])
    expect(await identitiesNow()).toHaveLength(before)

    await start('bad', parts, { onBadRows: 'skip' })
    await queue.workOn()
    expect(await runsOf('bad')).toContainEqual(
      expect.objectContaining({ outcome: 'imported', imported: 1, bad: 2 }),
    )
  })

  it('of another city has bad rows only, and is not seen by others', async () => {
    const parts = await sendPieces('elsewhere', await workbook([rowOf(8)]), 400_000, tokens.wuhu as never)
    await start('elsewhere', parts, {}, tokens.wuhu as never)
    await queue.workOn()
    expect(await runsOf('elsewhere', tokens.wuhu as never)).toMatchObject([
      { outcome: 'refused', firstBad: [{ line: 3, column: 'city', code: 'caller.other-division' }] },
    ])
    expect((await service.call(tokens.hefei, 'GET', '/imports/elsewhere')).body.code).toBe('import.unknown')
  })
})

describe('a file in pieces', () => {
  const text = (rows: readonly unknown[][]) =>
    [columns, ...rows]
      .map((row) =>
        row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell))).join(','),
      )
      .join('\r\n')

  it('is cut anywhere, within a character too', async () => {
    const bytes = new TextEncoder().encode(text([rowOf(10), rowOf(11)]))
    const parts = await sendPieces('cut', bytes, 89)
    await start('cut', parts)
    await queue.workOn()
    expect(await runsOf('cut')).toMatchObject([{ outcome: 'imported', imported: 2, format: 'utf-8' }])
  })

  it('that cannot be read is told with its fault in both languages', async () => {
    const parts = await sendPieces('broken', new TextEncoder().encode('id_number,nme\r\n1,2'), 400)
    await start('broken', parts)
    expect(await queue.workOn()).toEqual([])
    const [run] = await runsOf('broken')
    expect(run).toMatchObject({
      outcome: 'unreadable',
      fault: { code: 'file.column-missing', reasonZh: expect.stringContaining('最接近的列：nme') },
    })
  })

  it('lacking a piece is not started; one that changed before its run is not imported', async () => {
    const bytes = new TextEncoder().encode(text([rowOf(20)]))
    const parts = await sendPieces('changed', bytes, 400_000)
    expect((await start('changed', parts + 1)).body.code).toBe('import.part-missing')
    await start('changed', parts)
    await sendPieces('changed', new TextEncoder().encode(text([rowOf(21)])), 400_000)
    expect(await queue.workOn()).toEqual([])
    expect(await runsOf('changed')).toMatchObject([{ outcome: 'overtaken', imported: 0 }])
  })

  it('worked on again after some rows are enrolled goes on and does not refuse the rest', async () => {
    const bytes = new TextEncoder().encode(text([rowOf(30), rowOf(31), rowOf(32)]))
    const parts = await sendPieces('again', bytes, 400_000)
    await start('again', parts)
    const [unit] = queue.units.splice(0)
    if (!unit) throw new Error('no unit')
    // A first call judged all rows to be good and was cut off; then another city was quicker with one person.
    const { runId } = unit
    const of = { division: '340100', importId: 'again', runId }
    const judged = { ...of, rows: 3, bad: 0, firstBad: [], firstNames: [], format: 'utf-8' }
    await service.store.write([judgements.create(judged)])
    const elsewhere = { ...resident(32), city: '340200' }
    expect((await call('POST', '/persons', elsewhere, tokens.wuhu as never)).status).toBe(201)
    queue.units.push(unit)
    expect(await queue.workOn()).toEqual([])
    expect(await runsOf('again')).toMatchObject([
      {
        ...{ outcome: 'imported', rows: 3, imported: 2, bad: 1 },
        firstBad: [{ line: 4, column: 'id_number', code: 'enrollment.registered-elsewhere' }],
      },
    ])
  })

  it('is done once, however often its unit is delivered', async () => {
    const before = (await service.items()).length
    const bytes = new TextEncoder().encode(text([rowOf(40)]))
    const parts = await sendPieces('twice', bytes, 400_000)
    await start('twice', parts)
    const [unit] = queue.units
    if (!unit) throw new Error('no unit')
    queue.units.push(unit, unit)
    expect(await queue.workOn()).toEqual([])
    expect(await runsOf('twice')).toHaveLength(1)
    expect((await service.items()).length).toBeGreaterThan(before)
  })
})
