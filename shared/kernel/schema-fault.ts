import type * as z from 'zod'
import { didYouMean } from './nearest.ts'

type Issue = z.core.$ZodIssue

/** Where a value departs from its schema; no place is the value itself. */
export type SchemaFault = { readonly place: string; readonly reason: string; readonly reasonZh: string }

type Fault = {
  readonly path: readonly PropertyKey[]
  readonly reason: string
  readonly reasonZh: string
  readonly weight: number
}

/**
 * Where a value first differs from its schema, and how: one line for a person, without the value itself. If several
 * shapes are allowed, the closest one is meant.
 */
export const schemaFault = ({ issues }: z.ZodError): SchemaFault => faultIn(issues, inOrder)

/**
 * The same of a text that people write by hand: read it with `error: unknownKeys`. A misspelt key stands before the key
 * that it leaves missing.
 */
export const misspelling = ({ issues }: z.ZodError): SchemaFault => faultIn(issues, unknownFirst)

/** Which of several issues is meant. */
type Choice = (issues: readonly Issue[]) => Issue | undefined
const inOrder: Choice = ([first]) => first
const unknownFirst: Choice = (issues) => issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]

const faultIn = (issues: readonly Issue[], choose: Choice): SchemaFault => {
  const issue = choose(issues)
  if (!issue) return { place: '', reason: 'does not match', reasonZh: '不符合要求' }
  const { path, reason, reasonZh } = closest(issue, [], choose)
  return { place: path.join('.'), reason, reasonZh }
}

/** What an object may hold, as far as its schema lists it. */
const keysOf = (schema: unknown): readonly string[] =>
  Object.keys((schema as { readonly shape?: object } | undefined)?.shape ?? {})

/** For `safeParse`: names a key that is not known together with the known one that was probably meant. */
export const unknownKeys: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => `unknown key ${key}${didYouMean(key, keysOf(issue.inst))}`).join(', ')
    : undefined

/**
 * Faults in order of use to the reader: a message of a rule of the product, then an unknown word, then another type.
 */
const weights: Readonly<Partial<Record<Issue['code'], number>>> = {
  custom: 2,
  unrecognized_keys: 1,
}

/** Of a list of allowed values no more are told. */
const mostShown = 10

/** Types by their names in Chinese. */
const types: Readonly<Record<string, string>> = {
  ...{ string: '文本', number: '数字', int: '整数', boolean: '是或否', date: '日期' },
  ...{ array: '列表', tuple: '列表', object: '一组字段', record: '一组字段' },
}

const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** What a fault is in Chinese; a rule of the product's own is told in its English words. */
const inChinese = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type': {
      const type = types[issue.expected]
      return type === undefined ? '类型不符' : `类型不符，须为${type}`
    }
    case 'invalid_value':
      return issue.values.length > mostShown
        ? '不在取值范围内'
        : `取值须为 ${issue.values.map(String).join('、')} 之一`
    case 'too_small':
      return `${issue.origin === 'string' ? '长度' : ''}小于下限 ${issue.minimum}`
    case 'too_big':
      return `${issue.origin === 'string' ? '长度' : ''}超过上限 ${issue.maximum}`
    case 'unrecognized_keys':
      return `未知字段 ${issue.keys.join('、')}`
    case 'invalid_format':
      return isChinese(issue.message) ? `格式不符（${issue.message}）` : '格式不符'
    case 'custom':
      return `不符合规则（${issue.message}）`
    default:
      return '不符合要求'
  }
}

const closest = (issue: Issue, outer: readonly PropertyKey[], choose: Choice): Fault => {
  const path = [...outer, ...issue.path]
  const itself = { path, reason: issue.message, reasonZh: inChinese(issue), weight: weights[issue.code] ?? 0 }
  if (issue.code !== 'invalid_union') return itself
  const alternatives = issue.errors.flatMap((issues) => {
    const chosen = choose(issues)
    return chosen ? [closest(chosen, path, choose)] : []
  })
  return alternatives.reduce(
    (best, fault) => (isCloser(fault, best) ? fault : best),
    alternatives[0] ?? itself,
  )
}

const isCloser = (fault: Fault, than: Fault): boolean =>
  fault.path.length > than.path.length ||
  (fault.path.length === than.path.length && fault.weight > than.weight)
