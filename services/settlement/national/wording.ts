import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { maskPersonalData } from '#shared/kernel/personal-data.ts'
import { refusalText } from '#shared/kernel/refusals.ts'
import { table } from '../refusals.ts'
import { fields, headerFields } from './fields.ts'
import { ungrouped } from './transaction.ts'

/** A message as far as it could be read. */
export type SaidMessage = { readonly msgid: string; readonly infno?: unknown; readonly input?: unknown }

const lists: Readonly<Record<string, string>> = {
  feedetail: '费用明细',
  drugdetail: '药品明细',
  diseinfo: '诊断信息',
  detail: '对账明细',
  data: '明细',
  medinsinfo: '机构查询条件',
  iteminfo: '收费项目信息',
  oprninfo: '手术操作信息',
}

/** Fields that tell who somebody is: of their values only the ends are shown. */
const personal: ReadonlySet<string> = new Set([
  ...['psn_name', 'certno', 'mdtrt_cert_no', 'card_sn', 'opter_name', 'tel', 'addr', 'brdy'],
])

/** What a field means: the head of its meaning in the documentation. */
const meaningOf = (name: string): string => {
  if (name === 'input') return '交易输入'
  if (name === 'feedetail_sn') return meaningOf('feedetl_sn')
  const known: Readonly<Record<string, { meta(): unknown }>> = { ...headerFields, ...fields }
  const { meaning = '' } = ((Object.hasOwn(known, name) ? known[name]?.meta() : undefined) ?? {}) as {
    readonly meaning?: string
  }
  return meaning.split(/[，：]/)[0]?.replace(/（[^）]*）$/, '') ?? ''
}

/** A field in the words of a counter: `费用明细第3行 数量（cnt）`. */
const placeOf = (path: readonly string[]): string => {
  const words = path.map((part, index) => {
    if (/^\d+$/.test(part)) return `第${Number(part) + 1}行 `
    const isList = /^\d+$/.test(path[index + 1] ?? '')
    if (isList) return lists[part] ?? part
    const meaning = lists[part] ?? meaningOf(part)
    return meaning === '' ? part : `${meaning}（${part}）`
  })
  return words.join('').trim()
}

const valueAt = (value: unknown, [first, ...rest]: readonly string[]): unknown => {
  if (first === undefined) return value
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, first)) return undefined
  return valueAt((value as Readonly<Record<string, unknown>>)[first], rest)
}

const masked = (text: string): string => (text.length < 3 ? '*' : `${text.slice(0, 1)}***${text.slice(-1)}`)

/** A value as it may be shown in a message box. */
const shown = (value: unknown, name: string): string => {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return ''
  const text = maskPersonalData(String(value))
  if (personal.has(name)) return `“${masked(text)}”`
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`
}

const everyRefusal = { ...table, ...doorRefusals.table }

/** What a cashier reads of refusals whose figures are words of systems. */
const plainly: Readonly<Record<string, string>> = {
  'request.malformed-json': '报文不是有效的JSON',
  'caller.no-scope': '令牌没有该操作需要的权限',
  'policy.missing': '该日期、地区没有适用的政策参数',
  internal: '平台内部错误，请稍后以原报文重发',
}

const reasonOf = (refusal: Refusal): string => {
  const { faultZh } = refusal.figures ?? {}
  if (faultZh !== undefined) return String(faultZh)
  return plainly[refusal.code] ?? refusalText(everyRefusal, refusal, 'zh').reason
}

/** Whether a field has a name that its sender knows: fields of ours say nothing to them. */
const isNational = (root: string): boolean => root === 'input' || Object.hasOwn(headerFields, root)

/**
 * What a cashier reads of a refusal: the field at fault in Chinese with its national name, its line, its value, and what
 * is wrong with it.
 * @param field the national field, as `input.feedetail.2.cnt`
 */
export const errorMessage = (said: SaidMessage, refusal: Refusal, field: string | undefined): string => {
  const reason = reasonOf(refusal)
  const [root, ...path] = (field ?? '').split('.')
  if (root === undefined || !isNational(root)) return reason
  const [within, at] = root === 'input' && path.length > 0 ? [inputOf(said), path] : [said, [root, ...path]]
  const value = valueAt(within, at)
  const isMissing = refusal.code === 'call.bad-field' && (value === undefined || value === '')
  if (isMissing) return `${placeOf(at)}未填写`
  return `${placeOf(at)}${shown(value, at.at(-1) ?? '')}：${reason}`
}

const inputOf = ({ input }: SaidMessage): unknown =>
  input !== null && typeof input === 'object' ? ungrouped(input as Record<string, unknown>) : undefined
