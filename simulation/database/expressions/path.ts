import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Attributes } from '../attributes.ts'
import type { Scope } from './scope.ts'
import type { Reader } from './tokens.ts'

/** A way into an item, as written: names or their placeholders, and places in lists. */
export type Path = readonly [string, ...(string | number)[]]
/** The same with what placeholders stand for. */
export type Steps = readonly [string, ...(string | number)[]]

export const readPath = (reader: Reader): Path => {
  const path: [string, ...(string | number)[]] = [reader.name()]
  for (;;) {
    if (reader.sign('.')) path.push(reader.name())
    else if (reader.sign('[')) {
      const token = reader.take()
      if (token.kind !== 'number') throw reader.wrong()
      path.push(Number(token.text))
      reader.expect(']')
    } else return path
  }
}

const named = (part: string, { names }: Scope): string =>
  part.startsWith('#') ? (names[part] as string) : part

export const stepsOf = ([first, ...rest]: Path, scope: Scope): Steps => [
  named(first, scope),
  ...rest.map((part) => (typeof part === 'string' ? named(part, scope) : part)),
]

/** What stands at the end of a way; undefined: the way leads nowhere. */
export const valueAt = (item: Attributes, [first, ...rest]: Steps): AttributeValue | undefined => {
  let value = item[first]
  for (const step of rest) value = typeof step === 'number' ? value?.L?.[step] : value?.M?.[step]
  return value
}

export const lookUp = (item: Attributes, path: Path, scope: Scope): AttributeValue | undefined =>
  path.length === 1 ? item[named(path[0], scope)] : valueAt(item, stepsOf(path, scope))

/** Whether one way is the beginning of the other. */
export const doOverlap = (left: Steps, right: Steps): boolean =>
  left.slice(0, right.length).every((step, at) => step === right[at])

/** Whether at one place one goes into a list and the other into a map. */
export const doConflict = (left: Steps, right: Steps): boolean => {
  const at = left.findIndex((step, index) => step !== right[index])
  const [one, other] = [left[at], right[at]]
  return one !== undefined && other !== undefined && typeof one !== typeof other
}
