import { describe, expect, it } from 'vitest'
import type { Bucket } from '#shared/edge/files/bucket.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { tokens } from '#test/support/service.ts'
import { recordPaymentFile, takePaymentFile } from '../../../services/contribution/payment-file/take-file.ts'
import type { NamedPerson, Register } from '../../../services/contribution/register.ts'
import { billOf, call, office, onBus, openDesk, outcome, pay, payment, refund } from './desk.ts'

openDesk('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H')

const headings =
  '缴费流水号,缴费单号,缴费主体,收退标志,金额（元）,缴费日期,原缴费流水号,电子税票号码,入国库时间,上解时间,到账批次号'
const row = (
  paymentId: string,
  person: string,
  {
    kind = '收款',
    yuan = '400.00',
    of = '',
    voucher = '',
    into = '',
  }: { kind?: string; yuan?: string; of?: string; voucher?: string; into?: string } = {},
) => `${paymentId},R-${person}-2025,个人,${kind},${yuan},2024/11/5,${of},${voucher},${into},,`

/** Whom the register knows by their certificates, and whom it was asked for. */
const registered: Record<string, string> = {
  'hk-macao-travel-permit H12345678': 'F',
  'id-card 34010419750615123X': 'G',
}
const asked: NamedPerson[] = []

/** Puts a file into the bucket, and works on its run; gives what it came to. */
const put = async (
  rows: readonly string[],
  key = `imports/payments/340100/day-${rows.join().length}.csv`,
  over = headings,
  said: Readonly<Record<string, string>> = {},
) => {
  const bytes = new TextEncoder().encode([over, ...rows, ''].join('\r\n'))
  const files: Bucket = {
    read: async () => ({ bytes, said }),
    piece: async () => undefined,
    keep: async () => 'kept',
  }
  const register: Register = async (persons) => {
    asked.push(...persons)
    return persons.map(
      ({ idNumber, certificateType = 'id-card' }) => registered[`${certificateType} ${idNumber}`],
    )
  }
  const effects = { ...office.effects, files, register }
  const told = {
    'detail-type': 'Object Created',
    time: new Date().toISOString(),
    detail: { requester: 'tax', object: { key, etag: 'etag', size: bytes.byteLength } },
  }
  office.queued()
  await takePaymentFile(told, effects)
  let importId = ''
  for (const unit of office.queued() as RunUnit[]) {
    importId = String(unit.input.importId)
    await recordPaymentFile(unit, effects)
    await recordPaymentFile(unit, effects)
  }
  return (await call({ ...tokens.tax, division: '340100' }, 'GET', `/payment-files/${importId}`)).body
}

describe('a day’s file of payments', () => {
  it('is recorded row by row, with what the treasury’s papers say, and a bad row stops no other', async () => {
    const came = await put([
      row('f-1', 'A', { voucher: 'SP-1', into: '20241106' }),
      row('f-2', 'B', { yuan: '4oo.00' }),
      row('f-3', 'B', { yuan: '1.50' }),
      row('f-4', 'nobody'),
    ])
    expect(came).toMatchObject({
      ...{ outcome: 'done', rows: 4, recorded: 2, suspended: 1, bad: 1, repeated: 0, refused: 0 },
      amount: 40_000 + 150 + 40_000,
      firstFaults: [
        { line: 3, column: 'amountYuan', code: 'payment-file.bad-cell' },
        { line: 5, code: 'contribution.bill-unknown' },
      ],
    })
    expect(await outcome('f-1')).toMatchObject({
      ...{ status: 'recorded', flag: 'Z' },
      treasury: { taxVoucher: 'SP-1', intoTreasuryOn: '2024-11-06' },
    })
  })

  it('is read as the tax office writes it, whose headings and codes are data that it keeps', async () => {
    // Given: a tax office with titles above its headings, which calls whoever paid themselves 9.
    const tax = { ...tokens.tax, division: '340100' }
    const map = {
      headings: { paymentId: ['凭证序号'], billId: ['应征编号'], amountYuan: ['实缴'], paidOn: ['上账日'] },
      values: { payer: { 9: '个人' } },
      cells: { kind: '正常' },
    }
    expect((await call(tax, 'PUT', '/file-senders/tax-hall/payments', map)).status).toBe(200)
    const over = ['某市税务局缴费到账明细', '2024年11月5日', '凭证序号,应征编号,缴费主体,实缴,上账日'].join(
      '\r\n',
    )
    const rows = ['f-hall-1,R-H-2025,9,1.00,2024/11/5', 'f-hall-2,R-H-2025,8,1.00,2024/11/5']
    const key = 'imports/payments/340100/hall.csv'
    // When: its file comes into the bucket and says whose it is.
    const came = await put(rows, key, over, { sender: 'tax-hall' })
    // Then: what the office means by 9 is read, and 8 is nobody's word.
    expect(came).toMatchObject({
      ...{ outcome: 'done', rows: 2, recorded: 1, bad: 1, amount: 100 },
      firstFaults: [{ line: 5, column: 'payer', code: 'payment-file.bad-cell' }],
    })
    // Whoever is not known to write so has the file refused as a whole.
    const unknown = await put(rows, `${key}2`, over, { sender: 'other-hall' })
    expect(unknown).toMatchObject({ outcome: 'unreadable', fault: { code: 'file.sender-unknown' } })
    // What names a payment is said by each row.
    const forAll = await call(tax, 'PUT', '/file-senders/tax-hall/payments', { cells: { paymentId: 'one' } })
    expect([forAll.status, forAll.body.code]).toEqual([422, 'import.column-of-each-row'])
  })

  it('that comes again records nothing twice, and adds what became known since', async () => {
    const came = await put([
      row('f-3', 'B', { yuan: '1.50', voucher: 'SP-3' }),
      row('f-1', 'A', { into: '2024-11-07' }),
    ])
    expect(came).toMatchObject({ recorded: 0, repeated: 2 })
    expect(await outcome('f-3')).toMatchObject({ treasury: { taxVoucher: 'SP-3' } })
    expect(await outcome('f-1')).toMatchObject({
      treasury: { taxVoucher: 'SP-1', intoTreasuryOn: '2024-11-06' },
      treasuryOtherwise: [{ intoTreasuryOn: '2024-11-07' }],
    })
  })

  it('books no payment of less than nothing, and says at which line', async () => {
    const came = await put([row('f-5', 'B', { kind: '正常', yuan: '-400.00' })])
    expect(came).toMatchObject({
      ...{ recorded: 0, bad: 1, amount: 0 },
      firstFaults: [{ line: 2, column: 'amountYuan', code: 'payment-file.negative' }],
    })
    expect(await billOf('B')).toMatchObject({ status: 'partly-paid', paid: 150 })
  })

  it('pays bills of no other city than the one it stands under', async () => {
    const came = await put([row('f-9', 'C')], 'imports/payments/340200/day.csv')
    expect(came.code).toBe('payment-file.unknown')
    expect(await billOf('C')).toMatchObject({ paid: 0 })
  })
})

describe('a refund that takes a payment back', () => {
  it('names its line, which then counts no more', async () => {
    await pay(payment('l-1', 'C'))
    expect(await pay(payment('l-2', 'C', { ...refund, reverses: 'l-1' }))).toEqual(['recorded'])
    expect(await outcome('l-1')).toMatchObject({ flag: '+', takenBackFen: 40_000 })
    expect(await outcome('l-2')).toMatchObject({ flag: '-', reverses: 'l-1' })
    expect(await billOf('C')).toMatchObject({ status: 'refunded', paid: 0 })
  })

  it('takes back a part, and never more than is left of the line', async () => {
    await pay(payment('m-1', 'D', { amountFen: 10_000 }), payment('m-2', 'D', { amountFen: 30_000 }))
    expect(await pay(payment('m-3', 'D', { ...refund, reverses: 'm-1', amountFen: 4_000 }))).toEqual([
      'recorded',
    ])
    expect(await outcome('m-1')).toMatchObject({ flag: 'Z', takenBackFen: 4_000 })
    expect(await pay(payment('m-4', 'D', { ...refund, reverses: 'm-1', amountFen: 6_001 }))).toEqual([
      'suspended contribution.reversed-above-line',
    ])
    expect(await pay(payment('m-5', 'D', { ...refund, reverses: 'l-1', amountFen: 1 }))).toEqual([
      'suspended contribution.reverses-unknown',
    ])
  })

  it('that comes before its payment waits, and takes it back when it came', async () => {
    await office.deliver(onBus(payment('n-2', 'E', { ...refund, reverses: 'n-1' })))
    expect(await outcome('n-2')).toMatchObject({ status: 'suspended' })
    expect(await pay(payment('n-1', 'E'))).toEqual(['recorded'])
    expect(await outcome('n-2')).toMatchObject({ status: 'resolved' })
    expect(await outcome('n-1')).toMatchObject({ flag: '+', takenBackFen: 40_000 })
  })
})

describe('the contributions of a person in one list', () => {
  const linesOf = async (personId: string, token = tokens.hefei as never, query = {}) =>
    (await office.call(token, 'GET', `/persons/${personId}/lines`, { query })).body as never as {
      lines: { billId: string; money: { paymentId: string }[] }[]
      cursor?: string
    }

  it('tell each line with its periods, the treasury’s papers, and the line that a refund points at', async () => {
    const { lines } = await linesOf('A')
    expect(lines).toMatchObject([
      {
        ...{ billId: 'R-A-2025', kind: 'resident-year', charge: 'normal', belongsTo: '2025-01' },
        ...{ from: '2025-01', to: '2025-12', scheme: 'resident', city: '340100', account: 0 },
      },
    ])
    const [first] = lines[0]?.money ?? []
    expect(first).toMatchObject({
      ...{ paymentId: 'f-1', payer: 'individual', amount: 40_000, paidOn: '2024-11-05' },
      treasury: { taxVoucher: 'SP-1', intoTreasuryOn: '2024-11-06' },
    })
    // A reversal names the payment it takes back, which then counts no more.
    const money = (await linesOf('C')).lines.flatMap((line) => line.money)
    const back = money.filter((each) => 'reverses' in each) as unknown as {
      reverses: string
      state: string
    }[]
    expect(back.length).toBeGreaterThan(0)
    for (const { reverses, state } of back) {
      expect(state).toBe('reversal')
      expect(money.map(({ paymentId }) => paymentId)).toContain(reverses)
    }
  })

  it('come a year a page and pass over years without any; another city sees none', async () => {
    const { cursor } = await linesOf('A')
    expect(cursor).toBeDefined()
    expect(await linesOf('A', tokens.hefei as never, { cursor })).toEqual({ personId: 'A', lines: [] })
    const others = await office.call(tokens.wuhu, 'GET', '/persons/A/lines')
    expect(others.status).toBe(404)
  })
})

describe('a file of payments', () => {
  it('that names residents and no bills is recorded on their bills of the year, by whatever certificate they have', async () => {
    const over =
      '缴费流水号,证件类型,证件号码,姓名,缴费年度,缴费主体,收退标志,金额（元）,缴费日期,统筹区,险种'
    const named = (paymentId: string, who: string, more = '个人,收款,400.00,2024/11/5,340100,390') =>
      `${paymentId},${who},${more}`
    const rows = [
      named('f-31', '04,H12345678,陈大文,2025'),
      named('f-32', ',34010419750615123X,王芳,2025年'),
      named('f-33', '08,E1234567,SMITH JOHN,2025'),
      named('f-34', '其他,E1234567,SMITH JOHN,2025'),
      named('f-35', '04,H1,陈大文,2025'),
      named('f-36', '04,H12345678,陈大文,'),
      named('f-37', ',,王芳,2025'),
    ]
    const came = await put(rows, 'imports/payments/340100/named.csv', over)
    expect(came).toMatchObject({
      ...{ rows: 7, recorded: 2, suspended: 1, bad: 4, refused: 0 },
      firstFaults: [
        { line: 4, code: 'contribution.bill-unknown' },
        { line: 5, column: 'certificate_type', code: 'payment-file.bad-cell' },
        { line: 6, column: 'id_number', code: 'payment-file.bad-cell' },
        { line: 7, column: 'year', code: 'payment-file.bad-cell' },
        { line: 8, column: 'billId', code: 'payment-file.bad-cell' },
      ],
    })
    expect(await billOf('F')).toMatchObject({ status: 'paid', paid: 40_000 })
    expect(await billOf('G')).toMatchObject({ status: 'paid', paid: 40_000 })
    // Money of whoever is not registered is held, and an officer finds out whose it is.
    expect(await outcome('f-33')).toMatchObject({ status: 'suspended' })
    expect(asked).toContainEqual({
      ...{ idNumber: 'H12345678', certificateType: 'hk-macao-travel-permit', name: '陈大文' },
    })
  })
})
