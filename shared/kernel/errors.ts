/** What an error is about: ids and figures, never names or ID numbers. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>

/**
 * A failure that must not happen in correct operation, with a stable code for tests, logs and alarms.
 * A refusal the business expects is a `Refusal` value, not this.
 */
export class TongchouError extends Error {
  readonly code: string
  readonly details: ErrorDetails

  constructor(code: string, message: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'TongchouError'
    this.code = code
    this.details = details
  }
}

/**
 * Asserts an invariant of the code itself.
 * @throws TongchouError with the given code when the condition is false
 */
export function must(
  condition: boolean,
  code: string,
  message: string,
  details: ErrorDetails = {},
): asserts condition {
  if (!condition) throw new TongchouError(code, message, details)
}
