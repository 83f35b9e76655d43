import { readFileSync } from 'node:fs'
import { Parser } from '@asyncapi/parser'
import { describe, expect, it } from 'vitest'
import { documents, operations } from '../../../cli/docs/documents.ts'

const generated = documents()

describe('the documents of the interfaces', () => {
  it.each(Object.keys(generated))(
    '%s in docs is what the code says today; `npm run docs` writes it anew',
    (name) => {
      expect(readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8')).toBe(generated[name])
    },
  )

  it('name every operation once', () => {
    const names = operations.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(names).size).toBe(names.length)
  })

  it('describe the events in valid AsyncAPI 3', async () => {
    const problems = await new Parser().validate(generated['asyncapi.json'] ?? '')
    expect(problems.filter(({ severity }) => severity === 0)).toEqual([])
  })
})
