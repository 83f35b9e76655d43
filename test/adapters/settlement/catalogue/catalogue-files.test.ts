import excel from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBucket } from '#test/support/buckets.ts'
import { catalogueIsByTwo } from '../../../../services/settlement/catalogue/invariants.ts'
import { approveImport } from '../province.ts'
import { startQueue } from '../queue.ts'
import type { Service } from '../service.ts'
import { startService, tokens } from '../service.ts'

const officer = { scope: 'province', division: '340000' }
let service: Service
let queue: Awaited<ReturnType<typeof startQueue>>
let bucket: Awaited<ReturnType<typeof startBucket>>
let sent = 0

beforeAll(async () => {
  bucket = await startBucket()
  queue = await startQueue()
  service = await startService()
})
afterAll(async () => {
  await service.stop()
  await queue.stop()
  await bucket.stop()
})

const headings = [
  '医保目录编码',
  '药品名称',
  '目录类别',
  '甲乙类',
  '先行自付比例',
  '支付限价',
  '生效日期',
  '失效日期',
]
const rowOf = (code: string, more: Readonly<Record<number, unknown>> = {}) =>
  Object.values({ ...[code, '盐酸二甲双胍片', '药品', '乙', 0.1, 21.5, new Date('2025-01-01'), ''], ...more })

const workbook = async (rows: readonly unknown[][], sheet = '目录') => {
  const book = new excel.Workbook()
  const page = book.addWorksheet(sheet)
  page.addRow(['安徽省医保药品目录'])
  page.addRow(headings.map((heading) => `*${heading}`))
  for (const row of rows) page.addRow(row)
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer)
}
const csv = (rows: readonly unknown[][]) =>
  [headings, ...rows.map((row) => row.map((cell) => (cell instanceof Date ? '2025-01-01' : cell)))]
    .map((cells) => cells.join(','))
    .join('\n')

const post = (bytes: Uint8Array, more: object = {}) => {
  sent += 1
  return service.call(tokens.province, 'POST', '/catalogue-imports/files', {
    key: `file-${sent}`,
    body: {
      fileName: '目录.xlsx',
      contentBase64: Buffer.from(bytes).toString('base64'),
      ...{ onBadRows: 'refuse', ...more },
    },
  })
}
const bringTold = async () => {
  queue.units.push(...(bucket.told.splice(0).filter(isImport) as never[]))
  const failures = []
  do failures.push(...(await queue.workOn()))
  while (queue.units.length > 0)
  return failures
}
/** The rule of the bucket brings what stands under the prefix of its kind, and no other object. */
const isImport = (event: object) => JSON.stringify(event).includes('"key":"imports/catalogue/')
const runsOf = async (importId: unknown) =>
  (await service.call(tokens.province, 'GET', `/catalogue-imports/${String(importId)}`)).body.runs as Record<
    string,
    unknown
  >[]
const receivedRuns = async (key: string) => runsOf(await receivedImport(key))
const receivedImport = async (key: string) => {
  const on = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const { body } = await service.call(officer as never, 'GET', '/received-files', { query: { on } })
  const files = body.files as { importId: string; object: { key: string } }[]
  return files.find(({ object }) => object.key === key)?.importId
}
const found = async (code: string) =>
  (await service.call(tokens.province, 'GET', `/catalogue/${code}`)).status

describe('a catalogue as a workbook', () => {
  it('sent with a request is imported by a run, which tells who sent it', async () => {
    const started = await post(await workbook([rowOf('XA10BAE001'), rowOf('XA10BAE002')]))
    expect(started.status).toBe(202)
    expect(await bringTold()).toEqual([])
    expect(await runsOf(started.body.importId)).toMatchObject([
      {
        ...{ runId: started.body.runId, outcome: 'waiting', rows: 2, imported: 2, bad: 0 },
        by: { subject: 'tester' },
      },
    ])
    expect(await found('XA10BAE002')).toBe(404)
    const own = await approveImport(service, started.body.importId, 'Tester ')
    expect(own.body.code).toBe('import.same-person')
    await approveImport(service, started.body.importId)
    expect(await found('XA10BAE002')).toBe(200)
  })

  it('is imported once, however often its unit is delivered', async () => {
    const started = await post(await workbook([rowOf('XA10BAE003')]))
    const [unit] = queue.units
    expect(await bringTold()).toEqual([])
    queue.units.push(unit as never)
    expect(await bringTold()).toEqual([])
    expect(await runsOf(started.body.importId)).toHaveLength(1)
  })

  it('is looked at with preview, and nothing is in force', async () => {
    const started = await post(await workbook([rowOf('XA10BAE004'), rowOf('XA10BAE011', { 3: '丁' })]), {
      preview: true,
    })
    expect(await bringTold()).toEqual([])
    expect(await runsOf(started.body.importId)).toMatchObject([
      { outcome: 'previewed', rows: 2, imported: 0, bad: 1, firstBad: [{ line: 4, column: 'class' }] },
    ])
    expect(await found('XA10BAE004')).toBe(404)
  })

  it('with a bad row is refused as a whole, or taken without it', async () => {
    const rows = [rowOf('XA10BAE005'), rowOf('XA10BAE006', { 3: '丁' })]
    const refused = await post(await workbook(rows))
    const skipped = await post(await workbook(rows), { onBadRows: 'skip' })
    expect(await bringTold()).toEqual([])
    expect(await runsOf(refused.body.importId)).toMatchObject([{ outcome: 'refused', imported: 0, bad: 1 }])
    expect(await runsOf(skipped.body.importId)).toMatchObject([
      { outcome: 'waiting', imported: 1, bad: 1, firstBad: [{ line: 4, column: 'class' }] },
    ])
    expect(await found('XA10BAE006')).toBe(404)
  })

  it('gives its bad rows back as a file to mend', async () => {
    const rows = [rowOf('XA10BAE012'), rowOf('XA10BAE013', { 3: '丁', 1: '阿司匹林' })]
    const { body } = await post(await workbook(rows), { onBadRows: 'skip' })
    expect(await bringTold()).toEqual([])
    const path = `/catalogue-imports/${String(body.importId)}/runs/${String(body.runId)}/bad-rows`
    expect(await service.call(tokens.province, 'GET', path)).toMatchObject({
      status: 200,
      body: { parts: 1 },
    })
    const { text } = await service.download(tokens.province, path, { part: '1' })
    const [heading, row, ...others] = text.slice(1).trim().split('\r\n')
    expect(heading).toBe(`行号,${headings.map((each) => `*${each}`).join(',')},错误,What is wrong`)
    expect(row).toMatch(/^4,XA10BAE013,阿司匹林,药品,丁,.*甲乙类：/)
    expect(others).toEqual([])
    expect((await service.call(tokens.province, 'GET', path, { query: { part: '2' } })).status).toBe(400)
  })

  it('tells of a sheet that it has not', async () => {
    const started = await post(await workbook([rowOf('XA10BAE007')]), { sheet: '诊疗' })
    expect(await bringTold()).toEqual([])
    expect(await runsOf(started.body.importId)).toMatchObject([
      { outcome: 'unreadable', fault: { code: 'file.sheet-missing' } },
    ])
  })
})

describe('a catalogue put into the bucket', () => {
  it('is imported from a workbook and from text alike, twelve thousand rows in several parts', async () => {
    const key = 'imports/catalogue/340000/large.csv'
    const rows = Array.from({ length: 12_000 }, (_, each) => rowOf(`XC${String(each).padStart(8, '0')}`))
    await bucket.put(key, csv(rows))
    await bucket.put('imports/catalogue/340000/small.xlsx', await workbook([rowOf('XA10BAE008')]))
    expect(await bringTold()).toEqual([])
    expect(await receivedRuns(key)).toMatchObject([
      {
        ...{ outcome: 'waiting', rows: 12_000, imported: 12_000 },
        ...{ object: { key }, by: { subject: 'bucket:000000000000' } },
      },
    ])
    expect(await receivedRuns('imports/catalogue/340000/small.xlsx')).toMatchObject([{ imported: 1 }])
    expect(await found('XC00011999')).toBe(404)
    expect((await approveImport(service, await receivedImport(key), 'first')).body).toMatchObject({
      ...{ status: 'waiting', seen: { by: 'first' } },
    })
    expect((await approveImport(service, await receivedImport(key))).body).toMatchObject({
      ...{ status: 'approved', changes: { added: 12_000 } },
      ...{ made: { by: 'bucket:000000000000', scope: 'file' }, approved: { by: 'checker' } },
    })
    expect(await bringTold()).toEqual([])
    expect(await found('XC00011999')).toBe(200)
  })

  it('waits for two people to approve it, since nobody knows which of them put it there', async () => {
    const key = 'imports/catalogue/340000/by-whom.csv'
    await bucket.put(key, csv([rowOf('XA10BAE011')]))
    expect(await bringTold()).toEqual([])
    const importId = await receivedImport(key)
    const [putter, again] = [await approveImport(service, importId, 'putter'), ' PUTTER']
    expect(putter.body).toMatchObject({ status: 'waiting', seen: { by: 'putter' } })
    expect((await approveImport(service, importId, again.toUpperCase())).body).toEqual(putter.body)
    expect(await found('XA10BAE011')).toBe(404)
    expect((await approveImport(service, importId)).body).toMatchObject({
      ...{ status: 'in-force', seen: { by: 'putter' }, approved: { by: 'checker' } },
    })
    expect(await found('XA10BAE011')).toBe(200)
  })

  it('that one person alone brought into force is told by the nightly check', async () => {
    const items = await service.items()
    const check = catalogueIsByTwo.start()
    for (const item of items) check.see(item.approvals === 2 ? { ...item, seen: item.approved } : item)
    expect(check.finish().violations.map(({ what }) => what)).toContain(
      'a file of the bucket was approved by fewer than two people',
    )
  })

  it('told three times is imported once', async () => {
    const key = 'imports/catalogue/340000/thrice.csv'
    await bucket.put(key, csv([rowOf('XA10BAE009')]))
    bucket.told.push(...bucket.told, ...bucket.told)
    expect(await bringTold()).toEqual([])
    expect(await receivedRuns(key)).toHaveLength(1)
  })

  it('tells a code that stands in it twice, in whatever part', async () => {
    const key = 'imports/catalogue/340000/double.csv'
    const rows = Array.from({ length: 5_001 }, (_, each) => rowOf(`XD${String(each).padStart(8, '0')}`))
    await bucket.put(key, csv([...rows, rowOf('XD00000000')]))
    expect(await bringTold()).toEqual([])
    expect(await receivedRuns(key)).toMatchObject([
      { outcome: 'refused', bad: 1, firstBad: [{ line: 5_003, code: 'catalogue.said-twice' }] },
    ])
  })

  it('of a city is not read: the catalogue is the province’s', async () => {
    await bucket.put('imports/catalogue/340100/city.csv', csv([rowOf('XA10BAE010')]))
    expect(await bringTold()).toEqual([])
    const imported = (await service.items()).filter(({ kind }) => kind === 'catalogue-commit')
    expect(imported).toContainEqual(
      expect.objectContaining({
        outcome: 'unreadable',
        fault: expect.objectContaining({ code: 'file.not-of-province' }),
      }),
    )
    expect(await found('XA10BAE010')).toBe(404)
    expect(await receivedRuns('imports/catalogue/340100/city.csv')).toMatchObject([
      { outcome: 'unreadable', fault: { code: 'file.not-of-province' } },
    ])
  })

  it('that holds nothing, or no catalogue, tells so', async () => {
    for (const [key, content, code] of [
      ['imports/catalogue/340000/empty.csv', '', 'file.empty'],
      ['imports/catalogue/340000/other.csv', '姓名,年龄\n王芳,1\n', 'file.column-missing'],
      ['imports/catalogue/340000/more.csv', `${csv([])},四级限价`, 'file.column-unknown'],
    ] as const) {
      await bucket.put(key, content)
      expect(await bringTold()).toEqual([])
      expect(await receivedRuns(key)).toMatchObject([{ outcome: 'unreadable', fault: { code } }])
    }
  })
})
