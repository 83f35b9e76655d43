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

  it('say of every event where it travels, and show one', () => {
    const { servers, channels } = JSON.parse(generated['asyncapi.json'] ?? '{}')
    expect(servers.bus.description).toContain('BusName')
    for (const [name, { messages, servers: on }] of Object.entries<never>(channels)) {
      expect(on).toEqual([{ $ref: '#/servers/bus' }])
      const [example] = (messages[name] as { examples?: { payload: unknown }[] }).examples ?? []
      expect([name, example?.payload]).toEqual([
        name,
        { id: expect.any(String), occurredOn: expect.any(String), data: expect.any(Object) },
      ])
    }
  })

  it('describe the events in valid AsyncAPI 3', async () => {
    const problems = await new Parser().validate(generated['asyncapi.json'] ?? '')
    expect(problems.filter(({ severity }) => severity === 0)).toEqual([])
  })
})
