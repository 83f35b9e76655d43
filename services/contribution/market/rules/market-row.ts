import * as z from 'zod'
import { city, day } from '#shared/contracts/fields.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { cityOfDivision, isCounty } from '#shared/kernel/divisions.ts'
import { isUscc } from '../../employer/rules/uscc.ts'
import { refusal } from '../../refusals.ts'
import type { MarketState, ToldEntity } from './market-entity.ts'

export const marketColumns = {
  required: { uscc: 'code', name: 'text' },
  further: { state: 'code', on: 'day', city: 'code', county: 'code' },
  headings: {
    uscc: ['统一社会信用代码', '社会信用代码', '信用代码', '注册号/统一社会信用代码'],
    name: ['企业名称', '市场主体名称', '经营主体名称', '单位名称', '名称'],
    state: ['登记状态', '经营状态', '变更类型', '业务类型', '企业状态'],
    on: ['核准日期', '登记日期', '变更日期', '注销日期', '成立日期', '业务日期'],
    city: ['登记机关区划', '所在市', '参保地', '统筹区', '医保区划'],
    county: ['所在区县', '住所区县', '区县', '区县编码'],
  },
} as const

const stateWords: Readonly<Record<string, MarketState>> = {
  ...{ '': 'registered', 设立: 'registered', 新设: 'registered', 变更: 'registered', 存续: 'registered' },
  ...{ 在业: 'registered', 开业: 'registered', 登记: 'registered', '1': 'registered', '2': 'registered' },
  ...{ 注销: 'deregistered', '3': 'deregistered', 吊销: 'revoked', '4': 'revoked' },
}

/** What says that a strike-off was taken back. */
const reinstating: ReadonlySet<string> = new Set(['撤销注销', '撤销注销登记', '恢复登记'])

const text = z.string().trim().min(1).max(200)
const bad = (field: string, expected: string, expectedZh: string): Refusal =>
  refusal('payroll.bad-cell', { field, figures: { expected, expectedZh } })

/** Reads a row of market supervision's, or says everything that is wrong with it, by its columns. */
export const readMarketRow = (
  cells: Readonly<Record<string, string>>,
  { division, today }: { readonly division: string; readonly today: string },
): { readonly entity: ToldEntity } | { readonly faults: readonly Refusal[] } => {
  const uscc = (cells.uscc ?? '').toUpperCase()
  const name = text.safeParse(cells.name ?? '')
  const of = city.safeParse(cells.city || division)
  const on = day.safeParse(cells.on || today)
  const isReinstated = reinstating.has(cells.state ?? '')
  const state = isReinstated ? 'registered' : stateWords[cells.state ?? '']
  const { county = '' } = cells
  const isElsewhere = county !== '' && !(isCounty(county) && of.success && cityOfDivision(county) === of.data)
  const faults = [
    ...(isUscc(uscc)
      ? []
      : [bad('uscc', 'a unified social credit code of 18 characters', '18位统一社会信用代码（校验位不符）')]),
    ...(name.success ? [] : [bad('name', 'a name', '1至200字的名称')]),
    ...(of.success ? [] : [bad('city', 'a city of the province', '本省市级行政区划代码')]),
    ...(on.success ? [] : [bad('on', 'a day', '日期，如2025-01-05')]),
    ...(on.success && on.data > today
      ? [refusal('market.day-ahead', { field: 'on', figures: { on: on.data } })]
      : []),
    ...(isElsewhere ? [bad('county', 'a county of the city', '所在市所辖区县的6位区划代码')] : []),
    ...(state ? [] : [bad('state', 'a state of registration', '设立、变更、注销、吊销或撤销注销')]),
  ]
  if (faults.length > 0 || !name.success || !of.success || !on.success || !state) return { faults }
  return {
    entity: {
      ...{ uscc, city: of.data, name: name.data, state, on: on.data },
      ...(county === '' ? {} : { county }),
      ...(isReinstated ? { isReinstated } : {}),
    },
  }
}
