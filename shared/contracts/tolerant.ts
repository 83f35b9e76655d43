import * as z from 'zod'
import { must } from '#shared/kernel/errors.ts'

type Schema = z.core.$ZodTypes

/** Shapes that hold no other shape: a reader takes them as they are written. */
const leaves: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'null', 'literal', 'enum'])

/**
 * The schema of a reader. It is as strict as the writer's about the fields it names. Other fields pass and are left
 * out, at every depth. So a writer may tell more before its readers know of it.
 * @throws TongchouError `event.shape` for a shape that no event has had yet
 */
export const tolerant = <WriterSchema extends z.ZodType>(schema: WriterSchema): WriterSchema =>
  readerOf(schema as unknown as Schema) as unknown as WriterSchema

const readerOf = (schema: Schema): z.core.$ZodType => {
  const { def } = schema._zod
  const inner = (part: z.core.$ZodType) => readerOf(part as Schema)
  // Not `z.core.clone`: a bundler that meets `z.core` takes all of it into the function.
  const again = (parts: object) => z.clone(schema, { ...def, ...parts } as never)
  switch (def.type) {
    case 'object': {
      const { catchall: _, ...open } = def
      const shape = Object.fromEntries(Object.entries(def.shape).map(([name, part]) => [name, inner(part)]))
      return z.clone(schema, { ...open, shape } as never)
    }
    case 'array':
      return again({ element: inner(def.element) })
    case 'record':
      return again({ valueType: inner(def.valueType) })
    case 'union':
      return again({ options: def.options.map(inner) })
    case 'optional':
    case 'nullable':
      return again({ innerType: inner(def.innerType) })
    default:
      must(leaves.has(def.type), 'event.shape', `no reader is known for ${def.type} in an event`)
      return schema
  }
}
