import type { IncomingMessage } from 'node:http'

/** A request body that is larger than the service accepts. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

/**
 * Reads a whole request body.
 * @throws BodyTooLarge beyond `limit` bytes; the rest is read and dropped, so that the answer still reaches the caller
 */
export const readBody = async (request: IncomingMessage, limit: number): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
  }
  if (size > limit) throw new BodyTooLarge(`body of ${size} bytes is over ${limit}`)
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}
