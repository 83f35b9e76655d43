import { strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBucket } from '#test/support/buckets.ts'
import { tokens } from '../service.ts'
import type { Counter } from './counter.ts'
import { at, openCounter, stayFees } from './counter.ts'

let counter: Counter
let bucket: Awaited<ReturnType<typeof startBucket>>
let setlId = ''
let sent = 0

const next = () => {
  sent += 1
  return `F${sent}`
}
const send = (infno: string, input: object, msgid = next()) => counter.send(infno, msgid, input)
const upload = async (content: string | Uint8Array, msgid = next()) => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content)
  const fsUploadIn = { in: bytes.toString('base64'), filename: '对账.txt' }
  return send('9101', { fsUploadIn }, msgid)
}
const download = async (file_qury_no: unknown) => {
  const { output, err_msg, infcode } = await send('9102', { fsDownloadIn: { file_qury_no, filename: '' } })
  const { out = '' } = (output?.fsDownloadOut ?? {}) as { out?: string }
  return { infcode, err_msg, bytes: Buffer.from(out, 'base64') }
}
const days = { stmt_begndate: '2025-03-31', stmt_enddate: '2025-03-31' }
const compare = async (content: string | Uint8Array, msgid = next()) => {
  const { output } = await upload(content)
  return send('3202', { data: { ...days, file_qury_no: output.file_qury_no } }, msgid)
}
const fileIn = ({ output }: Awaited<ReturnType<typeof send>>) =>
  (output.fileinfo as { file_qury_no: string; filename: string } | undefined) ?? {
    ...{ file_qury_no: '', filename: '' },
  }

beforeAll(async () => {
  bucket = await startBucket()
  counter = await openCounter(2)
  const { output } = await at('2025-03-31 23:50:00', () =>
    send('2304', {
      psn_no: 'P1',
      mdtrt_id: 'ZY-P1',
      med_type: '21',
      begntime: '2025-03-01 08:15:00',
      dscg_time: '2025-03-31 23:30:00',
      medfee_sumamt: '10000.00',
      feedetail: stayFees,
    }),
  )
  setlId = String(output.setlinfo?.setl_id)
})
afterAll(async () => {
  await counter.service.stop()
  await bucket.stop()
})

describe('a file of an institution', () => {
  it('is given back as it was taken, from Base64 and from a list of signed bytes', async () => {
    const bytes = Uint8Array.of(0, 127, 128, 255, 10)
    const { output } = await upload(bytes)
    expect(output).toMatchObject({ filename: '对账.txt', fixmedins_code: 'H34010000001' })
    expect([...(await download(output.file_qury_no)).bytes]).toEqual([...bytes])
    const listed = await send('9101', { fsUploadIn: { in: [0, 127, -128, -1, 10], filename: 'a.txt' } })
    expect([...(await download(listed.output.file_qury_no)).bytes]).toEqual([...bytes])
  })

  it('sent again under its msgid is the same; another under it is refused', async () => {
    const first = await upload('one', 'F-again')
    expect((await upload('one', 'F-again')).output).toEqual(first.output)
    expect(await upload('two', 'F-again')).toMatchObject({ infcode: -1 })
    expect((await download(first.output.file_qury_no)).bytes.toString()).toBe('one')
  })

  it('is nobody else’s, and one that there is not is said to be unknown', async () => {
    const { output } = await upload('secret')
    const body = {
      ...{ infno: '9102', msgid: 'X1', infver: 'V1.0', fixmedins_code: 'H34010000002' },
      input: { fsDownloadIn: { file_qury_no: output.file_qury_no } },
    }
    const other = await counter.service.call(tokens.otherHospital, 'POST', '/national', { key: 'X1', body })
    expect(JSON.stringify(other.body)).not.toContain(Buffer.from('secret').toString('base64'))
    expect(await download('F0000000000')).toMatchObject({
      ...{ infcode: -1, err_msg: expect.stringContaining('file_qury_no') },
    })
    expect(await download('../F-again')).toMatchObject({ infcode: -1 })
  })

  it('that is no Base64 is refused by its field', async () => {
    expect(await send('9101', { fsUploadIn: { in: '<xml/>', filename: 'a' } })).toMatchObject({
      ...{ infcode: -1, err_msg: expect.stringContaining('in') },
    })
  })
})

describe('details in a file', () => {
  const cells = (total: string, id = setlId) => [id, 'ZY-P1', 'P1', total, '7290.00', '0.00', '0']

  it.each([
    ['tabs', (rows: string[][]) => rows.map((row) => row.join('\t')).join('\n')],
    [
      'commas and Windows line ends',
      (rows: string[][]) => `${rows.map((row) => row.join(',')).join('\r\n')}\r\n\r\n`,
    ],
    [
      'headings in another order',
      (rows: string[][]) =>
        ['medfee_sumamt,SETL_ID,acct_pay,fund_pay_sumamt']
          .concat(rows.map(([id, , , total, fund, account]) => [total, id, account, fund].join(',')))
          .join('\n'),
    ],
  ])('with %s are compared as those in a message are', async (_, write) => {
    const equal = await compare(write([cells('10000.00')]))
    expect(equal.output.stmtinfo).toMatchObject({ stmt_rslt: '0' })
    const different = await compare(write([cells('10000.10'), cells('5.00', 'C-unknown')]))
    expect(different.output).toMatchObject({ stmtinfo: { stmt_rslt: '1' } })
    expect(different.output.detail).toBeUndefined()
    const { bytes } = await download(fileIn(different).file_qury_no)
    expect(bytes.toString().split('\n').slice(1).sort()).toEqual(
      [
        '',
        `${setlId}\t103\t10000.10\t7290.00\t0.00\t10000.00\t7290.00\t0.00`,
        'C-unknown\t102\t5.00\t7290.00\t0.00\t\t\t',
      ].sort(),
    )
  })

  it('in a zip have their differences in a zip', async () => {
    const text = cells('10000.10').join('\t')
    const answer = await compare(zipSync({ 'stmt.txt': strToU8(text) }))
    const { file_qury_no, filename } = fileIn(answer)
    expect(filename).toBe(`${file_qury_no}.zip`)
    const [content] = Object.values(unzipSync((await download(file_qury_no)).bytes))
    expect(Buffer.from(content ?? []).toString()).toContain(`${setlId}\t103\t10000.10`)
  })

  it('in a zip of several files are refused: the second would be read by nobody', async () => {
    const text = strToU8(cells('10000.10').join('\t'))
    const two = await compare(zipSync({ 'a.txt': text, 'b.txt': text }))
    expect([two.code, two.err_msg]).toEqual([
      'national.bad-file',
      expect.stringContaining('仅含一个文本文件的 zip'),
    ])
    expect((await compare(zipSync({}))).code).toBe('national.bad-file')
    expect((await compare(zipSync({ '__MACOSX/._a.txt': text, 'a.txt': text }))).infcode).toBe(0)
  })

  it('that are too many, or hold what cannot be, are told so and not as missing', async () => {
    const many = Array.from({ length: 10_001 }, (_, each) => cells('1.00', `C${each}`).join(','))
    const refused = await compare(many.join('\n'))
    expect([refused.code, refused.err_msg]).toEqual([
      'national.too-many-details',
      expect.stringContaining('对账明细超过上限（10000条）'),
    ])
    const bad = await compare(cells('1.00', '结算一').join(','))
    expect(bad.err_msg).toContain('格式不符')
    expect(bad.err_msg).not.toContain('未填写')
  })

  it('compared again under the same msgid name the same file of differences', async () => {
    const { output } = await upload(cells('10000.10').join('\t'))
    const input = { data: { ...days, file_qury_no: output.file_qury_no } }
    const first = await send('3202', input, 'F-compared')
    expect((await send('3202', input, 'F-compared')).output).toEqual(first.output)
  })

  it('that cannot be read, or are not there, are told by their line and field', async () => {
    expect(await compare(cells('many').join('\t'))).toMatchObject({
      ...{ infcode: -1, err_msg: expect.stringContaining('medfee_sumamt') },
    })
    expect(await compare([setlId, '', '', '1.00'].join('\t'))).toMatchObject({
      ...{ infcode: -1, err_msg: expect.stringContaining('第1行') },
    })
    expect(await compare('PK broken')).toMatchObject({ infcode: -1 })
    expect(await send('3202', { data: { ...days, file_qury_no: 'F00' } })).toMatchObject({
      ...{ infcode: -1, err_msg: expect.stringContaining('file_qury_no') },
    })
    expect(await send('3202', { data: days })).toMatchObject({ infcode: -1 })
  })
})
