import type { Operation } from '#shared/edge/http/operation.ts'
import { nameOf } from '#shared/edge/http/operation.ts'

type Note = (field: string) => void

/** A value of which every field that is read is noted, by its way through the value; the items of a list are one. */
const noting = <Value>(value: Value, way: string, note: Note): Value => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  return new Proxy(value, {
    get: (target, name) => {
      const inner: unknown = Reflect.get(target, name)
      if (typeof name !== 'string' || !Object.hasOwn(target, name)) return inner
      const own = Array.isArray(target) ? way : `${way}.${name}`
      note(own)
      return noting(inner, own, note)
    },
  })
}

/** The fields that a value has, the items of a list as one. */
const fieldsOf = (value: unknown, way: string): string[] => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []
  if (Array.isArray(value)) return value.flatMap((each) => fieldsOf(each, way))
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .flatMap(([name, inner]) => [`${way}.${name}`, ...fieldsOf(inner, `${way}.${name}`)])
}

const parts = ['params', 'query', 'body'] as const

/** Notes which fields requests carry, and which of them anything of their operation reads. */
export const openFieldsRead = () => {
  const carried = new Set<string>()
  const read = new Set<string>()

  const noted = <Asked extends object>(name: string, asked: Asked): Asked => {
    const whole = asked as Record<string, unknown>
    const own = parts.map((part) => [
      part,
      noting(whole[part], `${name} ${part}`, (field) => read.add(field)),
    ])
    return { ...asked, ...Object.fromEntries(own) }
  }

  const watched = (operation: Operation): Operation => {
    const name = nameOf(operation)
    const { owner } = operation
    const whose =
      owner.whose === 'named'
        ? {
            ...owner,
            parties: (asked: Parameters<typeof owner.parties>[0]) => owner.parties(noted(name, asked)),
          }
        : owner.whose === 'recorded'
          ? { ...owner, find: (asked: Parameters<typeof owner.find>[0]) => owner.find(noted(name, asked)) }
          : owner
    return {
      ...operation,
      owner: whose as typeof owner,
      handle: (request) => {
        // Why something is done stands in the journal, where the door writes it.
        if (!operation.reasonIsPersonal) read.add(`${name} body.reason`)
        for (const part of parts)
          for (const field of fieldsOf((request as Record<string, unknown>)[part], `${name} ${part}`))
            carried.add(field)
        return operation.handle(noted(name, request))
      },
    }
  }

  return { watched, ignored: (): string[] => [...carried].filter((field) => !read.has(field)).sort() }
}
