import { must } from '#shared/kernel/errors.ts'

const tokenOf = (token: string): string => {
  if (token === '*') return '.*'
  const literal = token.startsWith('\\') ? token.slice(1) : token
  return literal.replace(/[\^$.*+?()[\]{}|\\/]/g, '\\$&')
}

/**
 * EventBridge's wildcard: `*` is any run of characters, `\*` and `\\` are themselves.
 * @throws TongchouError `bus.pattern` for two `*` in a row or an unknown escape, which AWS refuses too
 */
export const wildcard = (pattern: string): ((value: string) => boolean) => {
  must(!/(?<!\\)(?:\\\\)*\*\*/.test(pattern), 'bus.pattern', `consecutive wildcards in ${pattern}`)
  const tokens = pattern.match(/\\[\\*]|[^\\]/gsu) ?? []
  must(tokens.join('') === pattern, 'bus.pattern', `unknown escape in wildcard ${pattern}`)
  const expression = new RegExp(`^${tokens.map(tokenOf).join('')}$`, 'su')
  return (value) => expression.test(value)
}
