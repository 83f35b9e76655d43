import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'

/** No schema of the product is deeper than ten. Much deeper input is an attack on the reader. */
const mostLevels = 32

/** How deep a JSON text is nested, counted without reading it. */
const levelsOf = (text: string): number => {
  let level = 0
  let deepest = 0
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index]
    if (quoted) {
      if (sign === '\\') index += 1
      else if (sign === '"') quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === '{' || sign === '[') deepest = Math.max(deepest, ++level)
    else if (sign === '}' || sign === ']') level -= 1
  }
  return deepest
}

/** Reads a body as JSON of bounded depth. */
export const readJson = (body: string | undefined, isBase64Encoded: boolean): Decision<unknown> => {
  const text = isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '')
  if (levelsOf(text) > mostLevels)
    return doorRefusals.refuse('request.too-deep', { figures: { most: mostLevels } })
  try {
    return accept(JSON.parse(text) as unknown)
  } catch (cause) {
    return doorRefusals.refuse('request.malformed-json', { figures: { fault: (cause as Error).message } })
  }
}
