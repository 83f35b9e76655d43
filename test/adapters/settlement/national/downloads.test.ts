import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importCatalogue, registerPharmacy } from '../province.ts'
import { tokens } from '../service.ts'
import type { Counter, NationalAnswer } from './counter.ts'
import { hospital, openCounter, pharmacy } from './counter.ts'

let counter: Counter
const send: Counter['send'] = (...message) => counter.send(...message)

beforeAll(async () => {
  counter = await openCounter(1)
  await registerPharmacy(counter.service, pharmacy)
})
afterAll(() => counter.service.stop())

let asked = 0
const ask = (infno: string, input: object): Promise<NationalAnswer> => {
  asked += 1
  return send(infno, `ask-${asked}`, input)
}

describe('1201, institutions', () => {
  const find = async (medinsinfo: object) => (await ask('1201', { medinsinfo })).output.medinsinfo
  const shop = {
    ...{ fixmedins_code: pharmacy, fixmedins_name: '大药房', uscc: '', fixmedins_type: '2', hosp_lv: '' },
  }

  it('are found by code, by whoever asks, or by a part of their name', async () => {
    expect(await find({ fixmedins_code: pharmacy, fixmedins_type: '', fixmedins_name: '' })).toEqual([shop])
    expect(await find({ fixmedins_name: '药' })).toEqual([shop])
    expect(await find({ fixmedins_name: 'First', fixmedins_type: '1' })).toMatchObject([
      { fixmedins_code: hospital, fixmedins_type: '1', hosp_lv: '3' },
    ])
  })

  it('are none that are not of the kind, the name and the code that was said', async () => {
    expect(await find({ fixmedins_code: pharmacy, fixmedins_type: '1' })).toEqual([])
    expect(await find({ fixmedins_code: pharmacy, fixmedins_name: '医院' })).toEqual([])
    expect(await find({ fixmedins_code: 'H34010000099' })).toEqual([])
  })

  it('are not listed without a condition', async () => {
    expect(await ask('1201', { medinsinfo: { fixmedins_type: '1' } })).toMatchObject({
      ...{ code: 'call.bad-field', field: 'input.medinsinfo.fixmedins_code' },
      err_msg: '机构查询条件（medinsinfo）定点医药机构编号（fixmedins_code）未填写',
    })
  })
})

describe('1312, the catalogue', () => {
  const page = async (data: object) =>
    (await ask('1312', { data })).output as unknown as Record<string, unknown>
  const codes = ({ data }: Record<string, unknown>) =>
    (data as readonly { readonly hilist_code: string }[]).map(({ hilist_code }) => hilist_code)

  it('is told page by page, each entry once, under the version that it is of', async () => {
    const first = await page({ page_num: 1, page_size: 2, hilist_code: '', updt_time: '2020-01-01' })
    expect(first).toMatchObject({ ver: '1', recordCounts: 3, pages: 2, pageNum: 1, pageSize: 2 })
    expect(first.data).toMatchObject([
      {
        ...{
          hilist_code: 'XA01AAA001',
          hilist_name: '阿莫西林胶囊',
          list_type: '101',
          begndate: '2020-01-01',
        },
        ...{ enddate: '', vali_flag: '1', lmt_used_flag: '0', chrgitm_lv: '01', selfpay_prop: '0.0000' },
      },
      { hilist_code: 'XB02BBB002', chrgitm_lv: '02', selfpay_prop: '0.1000' },
    ])
    const second = await page({ page_num: '2', page_size: '2' })
    expect(codes(second)).toEqual(['XC03CCC003'])
    expect(codes(await page({ page_num: 3, page_size: 2 }))).toEqual([])
  })

  it('tells all entries of one code, also one that holds no longer, with the price limit of the asking hospital', async () => {
    const more = [
      'code,name,list_type,class,first_self_pay,price_limit,from,to',
      'XD04DDD004,某检查,201,B,0.20,88.00,2020-01-01,2020-12-31',
      'XD04DDD004,某检查,201,B,0.20,66.00,2021-01-01,',
    ].join('\n')
    await importCatalogue(counter.service, 'catalogue-2', more)
    const told = await page({ hilist_code: 'XD04DDD004' })
    expect(told).toMatchObject({ ver: '2', recordCounts: 2, pages: 1 })
    expect(told.data).toMatchObject([
      { begndate: '2020-01-01', enddate: '2020-12-31', vali_flag: '0', pric_uplmt_amt: '88.00' },
      { begndate: '2021-01-01', enddate: '', vali_flag: '1', pric_uplmt_amt: '66.00' },
    ])
    const whole = await page({ page_size: 1000 })
    expect([whole.recordCounts, codes(whole).length]).toEqual([5, 5])
  })

  it('is not told to an institution that nobody registered: its level, and so its price limits, are not known', async () => {
    const body = { infno: '1312', msgid: 'ask-unknown', fixmedins_code: 'H34010000002', input: {} }
    const answer = await counter.service.call(tokens.otherHospital, 'POST', '/national', { body })
    expect(answer.body).toMatchObject({ infcode: -1, code: 'institution.unknown' })
  })

  it('is not told by conditions that are not kept, nor in pages without bounds', async () => {
    expect(await ask('1312', { data: { list_type: '101' } })).toMatchObject({
      ...{ code: 'catalogue.condition-not-offered', field: 'input.list_type' },
      err_msg: expect.stringContaining('不支持按该条件查询目录，请留空后分页查询'),
    })
    for (const data of [{ page_size: 1001 }, { page_size: 0 }, { page_num: 0 }])
      expect((await ask('1312', { data })).code).toBe('call.bad-field')
  })

  it('is told list by list, each page of a version, and not again to who has that version', async () => {
    const listed = async (infno: string, data: object) =>
      (await ask(infno, { data })).output as never as Awaited<ReturnType<typeof page>>
    expect(await listed('1301', { page_size: 2 })).toMatchObject({ ver: '2', pages: 3 })
    expect(codes(await listed('1301', { ver: '1', page_size: 2 }))).toEqual(['XA01AAA001', 'XB02BBB002'])
    expect(codes(await listed('1301', { ver: '1' }))).not.toContain('XD04DDD004')
    expect(codes(await listed('1305', {}))).toEqual(['XC03CCC003', 'XD04DDD004', 'XD04DDD004'])
    expect(codes(await listed('1302', {}))).toEqual([])
    expect(await listed('1301', { ver: '2' })).toMatchObject({ ver: '2', pages: 0, data: [] })
  })

  it('has no lists that are not kept', async () => {
    expect(await ask('1307', { data: { ver: '0' } })).toMatchObject({
      ...{ infcode: -1, code: 'national.not-offered' },
    })
  })
})

describe('1901, what codes mean', () => {
  const rows = async (type: string) => (await ask('1901', { data: { type } })).output.list

  it('is told of the codes that are read or answered here, and of no others', async () => {
    expect(await rows('insutype')).toMatchObject([
      { type: 'insutype', value: '310', label: '职工基本医疗保险', sort: '1', validFlag: '1' },
      { value: '390', label: '城乡居民基本医疗保险' },
    ])
    expect(await rows('naty')).toEqual([])
    expect(await rows('constructor')).toEqual([])
    expect((await ask('1901', { data: {} })).code).toBe('call.bad-field')
  })
})
