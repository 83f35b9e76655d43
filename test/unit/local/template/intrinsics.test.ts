import { expect, test } from 'vitest'
import { resolve, type Scope } from '../../../../local/template/intrinsics.ts'

const scope: Scope = {
  reference: (name) => ({ Table: 'claims', 'AWS::Region': 'cn-north-1' })[name] ?? `ref of ${name}`,
  attribute: (logicalId, attribute) => `${logicalId}'s ${attribute}`,
  imported: (name) => `imported ${name}`,
}

test('Ref, Fn::GetAtt and Fn::ImportValue are answered by the scope, however deep they lie', () => {
  const value = {
    a: [{ Ref: 'Table' }],
    b: { c: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
    d: { 'Fn::ImportValue': { Ref: 'Export' } },
    e: { 'Fn::GetAtt': 'Nested.Outputs.Name' },
  }
  expect(resolve(value, scope)).toEqual({
    a: ['claims'],
    b: { c: "Queue's Arn" },
    d: 'imported ref of Export',
    e: "Nested's Outputs.Name",
  })
})

test('Fn::Join joins what its parts resolve to', () => {
  const value = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Region' }, ':', { Ref: 'Table' }]] }
  expect(resolve(value, scope)).toBe('arn:cn-north-1:claims')
})

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: CloudFormation marks its variables in the same way.
test('Fn::Sub fills references, attributes and its own variables, and leaves marked literals', () => {
  const text = '${AWS::Region}/${Queue.Arn}/${own}/${!kept}'
  expect(resolve({ 'Fn::Sub': [text, { own: { Ref: 'Table' } }] }, scope)).toBe(
    "cn-north-1/Queue's Arn/claims/${kept}",
  )
  expect(resolve({ 'Fn::Sub': 'x-${Table}' }, scope)).toBe('x-claims')
})
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: CloudFormation marks its variables in the same way.

test('Fn::Select picks from what Fn::Split cuts', () => {
  expect(resolve({ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, scope)).toBe('b')
})

test('an intrinsic function that is not known is refused, not passed on as an object', () => {
  expect(() => resolve({ 'Fn::Cidr': ['10.0.0.0/16', 1, 8] }, scope)).toThrow(
    expect.objectContaining({
      code: 'local.intrinsic-unknown',
      message: expect.stringContaining('Fn::Cidr'),
    }),
  )
})

test('an object that only looks like an intrinsic among other keys stays an object', () => {
  expect(resolve({ Ref: 'Table', Other: 1 }, scope)).toEqual({ Ref: 'Table', Other: 1 })
})
