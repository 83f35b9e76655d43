import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Attributes } from '../attributes.ts'
import { invalid, unknown } from '../errors.ts'
import { readPath, stepsOf } from './path.ts'
import type { Expression, Scope } from './scope.ts'
import { Reader } from './tokens.ts'

/** Attributes of which an answer shows nothing else. */
export type Projection = Expression & { readonly names: readonly string[] }

const called = 'ProjectionExpression'
const known = new Map<string, Projection>()

/** Reads which attributes are to be shown. Parts of an attribute have not been asked for by anybody. */
export const readProjection = (text: string): Projection => {
  const found = known.get(text)
  if (found) return found
  const reader = new Reader(text, called)
  const paths = [readPath(reader)]
  while (reader.sign(',')) paths.push(readPath(reader))
  reader.end()
  if (paths.some(({ length }) => length > 1)) throw unknown('projections of parts of an attribute')
  const projection = { called, used: reader.used, names: paths.map(([first]) => first) }
  known.set(text, projection)
  return projection
}

export const shownNames = ({ names }: Projection, scope: Scope): string[] => {
  const shown = names.map((name) => stepsOf([name], scope)[0])
  if (new Set(shown).size < shown.length)
    throw invalid(
      `Invalid ${called}: Two document paths overlap with each other; must remove or rewrite one of these paths;`,
    )
  return shown
}

/** The named attributes of an item. */
export const onlyNamed = (item: Attributes, names: readonly string[]): Attributes => {
  const shown: Record<string, AttributeValue> = {}
  for (const name of names) {
    const value = item[name]
    if (value !== undefined) shown[name] = value
  }
  return shown
}
