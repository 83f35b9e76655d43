import type { Request } from '#shared/edge/http/route.ts'

/** The id of a command: two callers who happen to use the same key do not meet. */
export const commandIdOf = ({
  caller,
  idempotencyKey,
}: Pick<Request<unknown, unknown>, 'caller' | 'idempotencyKey'>): string =>
  `${caller.subject}:${idempotencyKey}`
