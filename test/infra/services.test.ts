import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Invariant } from '#shared/kernel/invariant.ts'
import { operations } from '../../cli/docs/documents.ts'
import { checks } from '../../cli/verify/checks.ts'
import { events } from '../../infra/events.ts'
import { fromServices, services } from '../../infra/services.ts'

const folders = globSync('services/*', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

const isInvariant = (value: unknown): value is Invariant =>
  typeof value === 'object' && value !== null && 'rule' in value && 'start' in value

describe('what is found in the folders is all that there is', () => {
  it('every folder of services is a service of that name', () => {
    expect(folders.length).toBeGreaterThan(0)
    expect(services.map(({ name }) => name)).toEqual(folders)
  })

  it('every service has operations among the documented ones', () => {
    const documented = new Set(operations.map(({ path }) => path.split('/')[2]))
    expect([...documented].sort()).toEqual(folders)
  })

  it('every invariant that a file of invariants exports is checked by verify', async () => {
    const places = ['**/invariants.ts', '**/invariants/*.ts']
    const modules = (await Promise.all(places.map((place) => fromServices<object>(place)))).flat()
    const exported = modules.flatMap(({ module }) => Object.values(module)).filter(isInvariant)
    const ids = new Set(checks.map(({ id }) => id))
    expect(exported.length).toBeGreaterThan(30)
    expect(exported.filter(({ id }) => !ids.has(id))).toEqual([])
    expect(new Set(modules.map(({ name }) => name)).size).toBe(folders.length)
  })

  it('no invariant is checked twice', () => {
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length)
  })

  it('every event that is defined is in the list of events', () => {
    const defined = globSync('shared/contracts/*.ts')
      .filter((file) => !file.endsWith('define-event.ts'))
      .flatMap((file) => readFileSync(file, 'utf8').match(/\bdefineEvent\(/g) ?? [])
    expect(events).toHaveLength(defined.length)
    expect(events.map(({ detailType }) => detailType)).toContain('ledger-sealed.v1')
  })

  it('no other file of shared or services defines an event', () => {
    const files = globSync(['shared/**/*.ts', 'services/**/*.ts'])
    const defining = files.filter((file) => readFileSync(file, 'utf8').includes('defineEvent('))
    expect(defining.filter((file) => !/^shared\/contracts\/[^/]+\.ts$/.test(file))).toEqual([])
  })
})
