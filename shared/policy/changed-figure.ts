import { sameContent } from '#shared/kernel/canonical.ts'

/** A figure of a plan by its place (JSON pointer, RFC 6901), with what stands there and what shall; absent: nothing. */
export type Figure = { readonly at: string; readonly was?: unknown; readonly becomes?: unknown }

type Branch = readonly unknown[] | Readonly<Record<string, unknown>>

const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null

const namesIn = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))

const memberOf = (branch: Branch, name: string): unknown =>
  Object.hasOwn(branch, name) ? (branch as Readonly<Record<string, unknown>>)[name] : undefined

/** The branch with something else, or nothing, under a name; a row taken out of a list leaves no gap. */
const withMember = (branch: Branch, name: string, value: unknown): Branch => {
  if (Array.isArray(branch)) {
    return branch.toSpliced(Number(name), 1, ...(value === undefined ? [] : [value]))
  }
  const others = Object.fromEntries(Object.entries(branch).filter(([key]) => key !== name))
  return value === undefined ? others : { ...others, [name]: value }
}

/** Whether a list has the row named, or is to get it as its next. */
const isPlace = (branch: Branch, name: string): boolean =>
  !Array.isArray(branch) || (/^\d+$/.test(name) && Number(name) <= branch.length)

const change = (
  branch: unknown,
  [name, ...deeper]: readonly string[],
  { was, becomes }: Figure,
): { readonly found: unknown; readonly changed?: unknown } => {
  if (name === undefined)
    return sameContent(branch, was) ? { found: branch, changed: becomes } : { found: branch }
  if (!isBranch(branch) || !isPlace(branch, name)) return { found: undefined }
  const below = change(memberOf(branch, name), deeper, { at: '', was, becomes })
  return 'changed' in below ? { found: below.found, changed: withMember(branch, name, below.changed) } : below
}

/**
 * A plan with one of its figures changed.
 * @returns `changed`, absent where another figure stands there than was said; and what was `found`
 */
export const changeFigure = (
  plan: unknown,
  figure: Figure,
): { readonly found: unknown; readonly changed?: unknown } => change(plan, namesIn(figure.at), figure)
