import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { noBucket } from '#shared/edge/files/no-bucket.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { keepFiles } from '#shared/edge/secrets/keep-files.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import { faultsOf, fileSender } from '#test/support/sent-files.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { usccCheck } from '../../../services/contribution/employer/rules/uscc.ts'
import { filesAddUp } from '../../../services/contribution/night/invariants/files.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import type { Register } from '../../../services/contribution/register.ts'
import { tasks } from '../../../services/contribution/tasks.ts'
import { employed, openOffice } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
let queue: Awaited<ReturnType<typeof startWorkQueue>>

/**
 * Enrolment, as far as it is asked: everybody of the family name 王 is registered under the end of their number, 王护照 by a
 * passport.
 */
const register: Register = async (persons) =>
  persons.map(({ idNumber, certificateType, name }) =>
    name.startsWith('王') && certificateType === (name === '王护照' ? 'passport' : undefined)
      ? `P${Number(idNumber.slice(14, 17))}`
      : undefined,
  )

beforeAll(async () => {
  const handler = async ({ Records }: { Records: { body: string }[] }) => {
    const secrets = keepFiles(openKeyRing(office.store, office.wrapping))
    const all = tasks({ ...office.effects, files: noBucket, secrets, register })
    for (const { body } of Records) {
      const unit = JSON.parse(body) as RunUnit
      await all[unit.task]?.(unit)
    }
    return { batchItemFailures: [] }
  }
  queue = await startWorkQueue(async () => ({ handler: handler as never }))
  office = await openOffice()
})
afterAll(async () => {
  await office.stop()
  await queue.stop()
})
afterEach(async () => {
  const checks = invariants.map((invariant) => invariant.start())
  for (const item of await office.items()) for (const check of checks) check.see(item)
  expect(checks.flatMap((check) => check.finish().violations)).toEqual([])
})

const sendText = fileSender(() => ({ service: office, queue }))
const send = (kind: string, lines: readonly string[], ...more: [terms?: object, of?: object]) =>
  sendText(kind, lines.join('\r\n'), ...more)
const creditCode = (serial: number) => {
  const first = `91340100${String(serial).padStart(9, '0')}`
  return `${first}${usccCheck(first)}`
}
const numberOf = (serial: number) => `34010219800520${String(serial).padStart(3, '0')}X`
const declared = async (employer: string) =>
  (await office.call(tokens.hefei, 'GET', `/employers/${employer}/declarations`)).body.declarations as {
    month?: string
    year?: number
    revision: number
    isWhole: boolean
  }[]

describe('a list of employers', () => {
  const columns = '单位编号,单位名称,统一社会信用代码,单位类型'

  it('registers each, by a credit code whose check digit fits; the same again changes nothing', async () => {
    const wrong = `${creditCode(3).slice(0, 17)}${creditCode(3).endsWith('0') ? '1' : '0'}`
    const file = [
      ...['参保单位登记表', columns, `E1,合肥一厂,${creditCode(1)},企业`, `E2,失业代缴,,05`],
      ...[
        `E3,合肥三厂,${wrong},01`,
        `E1,重复,${creditCode(4)},01`,
        `E4,无码厂,,企业`,
        `E5,同码厂,${creditCode(5)},`,
      ],
    ]
    const preview = await send('employers', file, { preview: true })
    expect(preview).toMatchObject({ outcome: 'previewed', would: { registered: 3 }, bad: 3 })
    expect(faultsOf(preview)).toEqual([
      [5, 'uscc', 'payroll.bad-cell'],
      [6, 'employer_id', 'employer.row-twice'],
      [7, 'uscc', 'payroll.bad-cell'],
    ])
    expect(await send('employers', file, {}, preview)).toMatchObject({ imported: 3, did: { registered: 3 } })
    expect((await office.call(tokens.hefei, 'GET', '/employers/E2')).body).toMatchObject({
      kind: 'unemployed',
    })
    expect(await send('employers', file)).toMatchObject({ imported: 3, did: { known: 3 } })
    const taken = await send('employers', [columns, `E9,别厂,${creditCode(1)},`])
    expect(faultsOf(taken)).toEqual([[2, 'uscc', 'contribution.credit-code-taken']])
  })

  it('of another city is that city’s to send', async () => {
    const run = await send(
      'employers',
      [columns, `E1,芜湖抢厂,${creditCode(8)},`],
      {},
      { token: tokens.wuhu },
    )
    expect(faultsOf(run)).toEqual([[2, 'city', 'contribution.employer-elsewhere']])
    const path = `/imports/${run.importId}`
    expect((await office.call(tokens.hefei, 'GET', path)).body.code).toBe('import.unknown')
    const badRows = await office.call(tokens.hefei, 'GET', `${path}/runs/${run.runId}/bad-rows`)
    expect(badRows.body).toEqual({ parts: 0 })
  })
})

describe('wages of a month as a file', () => {
  const columns = '单位编号,姓名,身份证件类型代码,身份证件号码,费款所属期,工资'
  const wage = (employer: string, serial: number, yuan: string, { name = '王芳', month = '202601' } = {}) =>
    `${employer},${name},201,${numberOf(serial)},${month},"${yuan}"`

  it('declares each employer’s list as a whole, and leaves an employer out of which a row is bad', async () => {
    await office.deliver(...[1, 2, 3].map((serial) => employed(`P${serial}`)))
    const file = [
      columns,
      ...[wage('E1', 1, '8,530.00'), wage('E1', 2, '0')],
      ...[wage('E2', 4, '5000'), wage('E2', 5, '5000', { name: '李不在' })],
      ...[wage('E7', 6, '5000')],
    ]
    const run = await send('wages', file, {}, { token: { ...tokens.tax, division: '340100' } })
    expect(run).toMatchObject({ imported: 2, bad: 3, did: { declared: 2 } })
    expect(faultsOf(run)).toEqual([
      [4, 'employer_id', 'import.group-bad'],
      [5, 'id_number', 'payroll.person-unknown'],
      [6, 'employer_id', 'contribution.employer-unknown'],
    ])
    expect(await declared('E1')).toMatchObject([{ month: '2026-01', revision: 1, isWhole: true }])
    const mended = [columns, wage('E2', 4, '5000'), wage('E2', 5, '5000')]
    expect(await send('wages', mended)).toMatchObject({ imported: 2, bad: 0, did: { declared: 2 } })
  })

  it('names whoever has no ID card by their passport, and nobody by a card for the disabled', async () => {
    const row = (type: string) => `E2,王护照,${type},AB123456789012031,202603,9000`
    const refused = await send('wages', [columns, row('09')])
    expect(faultsOf(refused)).toEqual([[2, 'certificate_type', 'import.other-certificate']])
    expect(await send('wages', [columns, row('08')])).toMatchObject({ imported: 1, bad: 0 })
    expect(await declared('E2')).toContainEqual(expect.objectContaining({ month: '2026-03', revision: 1 }))
  })

  it('sent again is the same, and corrected is the next revision', async () => {
    const file = [columns, wage('E1', 1, '8530'), wage('E1', 2, '0')]
    expect(await send('wages', file)).toMatchObject({ imported: 2, did: { unchanged: 2 } })
    const corrected = [columns, wage('E1', 1, '9000'), wage('E1', 2, '0'), wage('E1', 3, '6000')]
    const preview = await send('wages', corrected, { preview: true })
    expect(preview).toMatchObject({ would: { corrected: 3 } })
    expect(await send('wages', corrected, {}, preview)).toMatchObject({ did: { corrected: 3 } })
    expect(await declared('E1')).toMatchObject([{ revision: 1 }, { revision: 2, isWhole: true }])
  })

  it('is billed: what a file declares later is billed on a supplementary bill', async () => {
    const bill = async (commandId: string) => {
      const order = { kind: 'employer-month', commandId, city: '340100', month: '2026-01' } as const
      const { units } = await office.start({ ...order, on: '2026-01-10' } as never)
      for (const unit of units) await office.workOn(unit)
      const { body } = await office.call(tokens.hefei, 'GET', '/bills/E-E1-2026-01')
      return body as { persons: unknown[] }
    }
    const first = await bill('b1')
    expect(first.persons).toHaveLength(3)
    const raised = [columns, wage('E1', 1, '12000'), wage('E1', 2, '0'), wage('E1', 3, '6000')]
    await send('wages', raised)
    await bill('b2')
    const { body } = await office.call(tokens.hefei, 'GET', '/bills/E-E1-2026-01-2')
    expect(body).toMatchObject({ charge: 'base-difference' })
  })

  it('whose rows of an employer stand apart is refused whole', async () => {
    const file = [columns, wage('E1', 1, '1'), wage('E2', 4, '1'), wage('E1', 2, '1')]
    const run = await send('wages', file)
    expect(run).toMatchObject({ outcome: 'unreadable', fault: { code: 'file.group-apart' } })
  })

  it('of one employer at the tax client says employer and month once, below title and payer', async () => {
    const file = [
      ...[
        '职工工资申报,,,',
        '缴费人识别号：91340100,,,',
        '*姓名,*身份证件类型代码,*身份证件号码,基本医疗保险',
      ],
      `王芳,201,${numberOf(1)},7000.00`,
    ]
    const run = await send('wages', file, { cells: { employer_id: 'E1', month: '2026-02' } })
    expect(run).toMatchObject({ imported: 1, bad: 0 })
    expect(await declared('E1')).toEqual(
      expect.arrayContaining([expect.objectContaining({ month: '2026-02', revision: 1 })]),
    )
  })
})

describe('the check of files', () => {
  it('finds a file whose rows are neither done nor bad', () => {
    const check = filesAddUp.start()
    check.see({
      ...{ pk: 'IMPORT#340100#x', sk: 'OUTCOME#N1', kind: 'import-outcome', importId: 'x', runId: 'N1' },
      ...{ outcome: 'imported', rows: 3, imported: 1, bad: 1, firstBad: [], firstNames: [] },
    })
    expect(check.finish().violations).toEqual([
      { invariant: 'contribution.files-add-up', where: 'x/N1', what: 'a row is neither done nor bad' },
    ])
  })
})

describe('bases of a year as a file', () => {
  it('are declared employer by employer for the year of contributions', async () => {
    const file = ['单位编号,姓名,证件号码,缴费年度,上年月平均工资', `E1,王芳,${numberOf(1)},2026,6800.5`]
    expect(await send('bases', file)).toMatchObject({ imported: 1, did: { declared: 1 } })
    expect(await declared('E1')).toEqual(
      expect.arrayContaining([expect.objectContaining({ year: 2026, revision: 1 })]),
    )
  })
})

describe('the feed of market supervision', () => {
  const columns = '统一社会信用代码,企业名称,登记状态,核准日期'
  const market = { scope: 'market-supervision', division: '340100' } as const
  const entities = async (marketState?: string) =>
    (
      await office.call(market, 'GET', '/market-entities', {
        query: { city: '340100', ...(marketState === undefined ? {} : { marketState }) },
      })
    ).body.entities as { uscc: string; name: string; employerId?: string }[]

  it('takes what was registered, changed and struck off, in any order and twice, and names what it refuses', async () => {
    await send('employers', ['单位编号,单位名称,统一社会信用代码', `M1,旧名厂,${creditCode(61)}`])
    const file = [
      ...[columns, `${creditCode(61)},新名厂,变更,2025-02-01`, `${creditCode(62)},新设厂,设立,2025-02-02`],
      ...[
        `${creditCode(63)},关闭厂,注销,2025-01-15`,
        `${creditCode(64).slice(0, 17)}?,错码厂,设立,2025-02-01`,
      ],
      ...[`${creditCode(62)},重复,变更,2025-02-03`, `${creditCode(65)},明日厂,设立,2099-01-01`],
    ]
    const run = await send('market-entities', file, {}, { token: market })
    expect(run).toMatchObject({ imported: 3, did: { registered: 2, deregistered: 1 }, bad: 3 })
    expect(faultsOf(run)).toEqual([
      [5, 'uscc', 'payroll.bad-cell'],
      [6, 'uscc', 'market.row-twice'],
      [7, 'on', 'market.day-ahead'],
    ])
    expect((await office.call(tokens.hefei, 'GET', '/employers/M1')).body).toMatchObject({ name: '新名厂' })
    expect(await entities('deregistered')).toMatchObject([{ uscc: creditCode(63), name: '关闭厂' }])
    const late = await send(
      'market-entities',
      [columns, `${creditCode(61)},更旧名,变更,2025-01-01`, `${creditCode(63)},关闭厂,设立,2025-03-01`],
      {},
      { token: market },
    )
    expect(late).toMatchObject({ imported: 1, did: { known: 1 } })
    expect(faultsOf(late)).toEqual([[3, 'state', 'market.struck-off']])
  })

  it('and files of employers say in which county each lies; an officer of a county sees their own', async () => {
    const headings = '单位编号,单位名称,统一社会信用代码,所属区县'
    const placed = await send('employers', [
      ...[headings, `C1,瑶海一厂,${creditCode(81)},340102`, `C2,蜀山一厂,${creditCode(82)},340104`],
      ...[`C3,无县厂,${creditCode(83)},`, `C4,外地厂,${creditCode(84)},340202`],
    ])
    expect(placed).toMatchObject({ imported: 3, bad: 1 })
    expect(faultsOf(placed)).toEqual([[5, 'county', 'payroll.bad-cell']])
    // Market supervision says where the third is; where the office said it, that stands.
    await send(
      'market-entities',
      [
        `${columns},所在区县`,
        `${creditCode(83)},无县厂,变更,2025-02-01,340102`,
        `${creditCode(82)},蜀山一厂,变更,2025-02-01,340102`,
      ],
      {},
      { token: market },
    )
    // A file without the column leaves it.
    await send('employers', ['单位编号,单位名称,统一社会信用代码', `C1,瑶海第一厂,${creditCode(81)}`])
    const yaohai = { scope: 'county', division: '340102' } as const
    const listed = async (query: object, token: Token = yaohai) => {
      const { status, body } = await office.call(token, 'GET', '/employers', {
        query: { city: '340100', ...query },
      })
      return status === 200
        ? (body.employers as { employerId: string }[]).map(({ employerId }) => employerId)
        : status
    }
    expect(await listed({ county: '340102' })).toEqual(['C1', 'C3'])
    expect(await listed({ county: '340104' })).toBe(403)
    expect(await listed({})).toBe(403)
    expect(await listed({ county: '340104' }, tokens.hefei)).toEqual(['C2'])
    const read = (employerId: string) => office.call(yaohai, 'GET', `/employers/${employerId}`)
    expect((await read('C1')).body).toMatchObject({ name: '瑶海第一厂', county: '340102' })
    expect((await read('C2')).status).toBe(404)
    const moved = await office.call(tokens.hefei, 'PUT', '/employers/C2', {
      ...{ key: 'moved-county' },
      body: {
        ...{ city: '340100', name: '蜀山一厂', kind: 'ordinary', uscc: creditCode(82) },
        county: '340102',
      },
    })
    expect([moved.status, await listed({ county: '340102' })]).toEqual([200, ['C1', 'C2', 'C3']])
    expect(await listed({ county: '340104' }, tokens.hefei)).toEqual([])
  })

  it('lets an employer that was struck off declare no later month', async () => {
    await send(
      'market-entities',
      [columns, `${creditCode(61)},新名厂,注销,2025-03-10`],
      {},
      { token: market },
    )
    const declare = (month: string) =>
      office.call(tokens.hefei, 'PUT', '/employers/M1/payroll', {
        key: `struck-${month}`,
        body: { city: '340100', month, lines: [{ personId: 'P1', monthlyWageFen: 800_000 }] },
      })
    expect((await declare('2025-03')).status).toBe(200)
    const refused = await declare('2025-04')
    expect([refused.status, refused.body.code]).toEqual([422, 'market.declares-no-more'])
    expect(await entities('deregistered')).toContainEqual(
      expect.objectContaining({ uscc: creditCode(61), employerId: 'M1' }),
    )
  })

  it('is compared with the employers: who is missing in which list; nothing is changed', async () => {
    await send('employers', ['单位编号,单位名称,统一社会信用代码', `M2,漏报厂,${creditCode(66)}`])
    const run = await send(
      'compare-employers',
      [columns, `${creditCode(61)},新名厂,注销,2025-03-10`, `${creditCode(67)},未参保厂,存续,2025-01-01`],
      {},
      { token: market },
    )
    expect(run).toMatchObject({ outcome: 'previewed', imported: 0, bad: 2 })
    expect((run.would as Record<string, number>)['not-listed']).toBeGreaterThan(0)
    expect(faultsOf(run)).toEqual([
      [2, 'state', 'market.over-there'],
      [3, 'uscc', 'market.not-insured'],
    ])
    const path = `/imports/${run.importId}/runs/${run.runId}/bad-rows`
    const { text } = await office.download(market, path, { part: '1' })
    expect(text).toContain('M2')
  })
})
