import { must, TongchouError } from '#shared/kernel/errors.ts'

/** What the intrinsic functions of one stack refer to. */
export type Scope = {
  /** `Ref`: a resource, a parameter or a pseudo parameter. */
  readonly reference: (name: string) => unknown
  /** `Fn::GetAtt`. */
  readonly attribute: (logicalId: string, attribute: string) => unknown
  /** `Fn::ImportValue`: the resolved value that another stack exports. */
  readonly imported: (exportName: string) => unknown
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown

const text = (value: unknown, of: string): string => {
  must(
    typeof value === 'string' || typeof value === 'number',
    'local.intrinsic-malformed',
    `${of} expects text, not ${JSON.stringify(value)}`,
  )
  return String(value)
}

const list = (value: unknown, of: string): readonly unknown[] => {
  must(
    Array.isArray(value),
    'local.intrinsic-malformed',
    `${of} expects a list, not ${JSON.stringify(value)}`,
  )
  return value
}

const join: Intrinsic = (argument, scope) => {
  const [separator, parts] = list(argument, 'Fn::Join')
  return list(resolve(parts, scope), 'Fn::Join')
    .map((part) => text(part, 'Fn::Join'))
    .join(text(separator, 'Fn::Join'))
}

const substitute: Intrinsic = (argument, scope) => {
  const [template, variables] = typeof argument === 'string' ? [argument, {}] : list(argument, 'Fn::Sub')
  const own = resolve(variables ?? {}, scope) as Record<string, unknown>
  return text(template, 'Fn::Sub').replaceAll(
    /\$\{(!?)([^}]+)\}/g,
    (whole, literal: string, name: string) => {
      if (literal) return whole.replace('!', '')
      if (Object.hasOwn(own, name)) return text(own[name], 'Fn::Sub')
      const [logicalId = '', ...attribute] = name.split('.')
      const value = attribute.length
        ? scope.attribute(logicalId, attribute.join('.'))
        : scope.reference(logicalId)
      return text(value, 'Fn::Sub')
    },
  )
}

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => scope.reference(text(argument, 'Ref')),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, ...attribute] =
      typeof argument === 'string' ? argument.split('.') : list(argument, 'Fn::GetAtt')
    return scope.attribute(text(logicalId, 'Fn::GetAtt'), attribute.join('.'))
  },
  'Fn::Join': join,
  'Fn::Sub': substitute,
  'Fn::ImportValue': (argument, scope) => scope.imported(text(resolve(argument, scope), 'Fn::ImportValue')),
  'Fn::Select': (argument, scope) => {
    const [index, values] = list(resolve(argument, scope), 'Fn::Select')
    return list(values, 'Fn::Select')[Number(index)]
  },
  'Fn::Split': (argument, scope) => {
    const [separator, value] = list(resolve(argument, scope), 'Fn::Split')
    return text(value, 'Fn::Split').split(text(separator, 'Fn::Split'))
  },
}

/**
 * Resolves every intrinsic function in a template value.
 * @throws TongchouError `local.intrinsic-unknown` for one that this stack does not know
 */
export const resolve = (value: unknown, scope: Scope): unknown => {
  if (Array.isArray(value)) return value.map((entry) => resolve(entry, scope))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [name, argument] = entries.length === 1 && entries[0] ? entries[0] : ['', undefined]
  const intrinsic = intrinsics[name]
  if (intrinsic) return intrinsic(argument, scope)
  if (name.startsWith('Fn::')) {
    throw new TongchouError('local.intrinsic-unknown', `The local stack does not know ${name}`)
  }
  return Object.fromEntries(entries.map(([key, entry]) => [key, resolve(entry, scope)]))
}
