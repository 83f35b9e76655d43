import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { invalid } from '../errors.ts'

/** What the placeholders of an expression stand for. */
export type Scope = {
  readonly names: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, AttributeValue>>
}

/** The placeholders that an expression, or several of one request, use. */
export type Used = { readonly names: ReadonlySet<string>; readonly values: ReadonlySet<string> }

type Given = {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>> | undefined
}

const none = {}

/** What each kind of expression is called in DynamoDB's complaints, with its text and what it uses. */
export type Expression = { readonly called: string; readonly used: Used }

/**
 * Opens what placeholders stand for, where all of them are used and all that are used are given.
 * @throws ValidationException as DynamoDB does
 */
export const scopeOf = (given: Given, expressions: readonly (Expression | undefined)[]): Scope => {
  const { ExpressionAttributeNames: names = none, ExpressionAttributeValues: values = none } = given
  if (expressions.every((each) => each === undefined)) {
    refuseIdle(given)
    return { names, values }
  }
  if (given.ExpressionAttributeNames && Object.keys(names).length === 0)
    throw invalid('ExpressionAttributeNames must not be empty')
  if (given.ExpressionAttributeValues && Object.keys(values).length === 0)
    throw invalid('ExpressionAttributeValues must not be empty')
  for (const expression of expressions) {
    if (!expression) continue
    const { called, used } = expression
    for (const name of used.names)
      if (!(name in names))
        throw invalid(
          `Invalid ${called}: An expression attribute name used in the document path is not defined; attribute name: ${name}`,
        )
    for (const value of used.values)
      if (!(value in values))
        throw invalid(
          `Invalid ${called}: An expression attribute value used in expression is not defined; attribute value: ${value}`,
        )
  }
  refuseUnused('Names', names, (each) => expressions.some((one) => one?.used.names.has(each)))
  refuseUnused('Values', values, (each) => expressions.some((one) => one?.used.values.has(each)))
  return { names, values }
}

/** Refuses placeholders where no expression could use them. */
export const refuseIdle = (given: Given): void => {
  if (given.ExpressionAttributeNames)
    throw invalid('ExpressionAttributeNames can only be specified when using expressions')
  if (given.ExpressionAttributeValues)
    throw invalid('ExpressionAttributeValues can only be specified when using expressions')
}

const refuseUnused = (kind: 'Names' | 'Values', given: object, isUsed: (each: string) => boolean): void => {
  for (const each in given)
    if (!isUsed(each))
      throw invalid(`Value provided in ExpressionAttribute${kind} unused in expressions: keys: {${each}}`)
}
