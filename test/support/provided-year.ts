declare module 'vitest' {
  interface ProvidedContext {
    /** The file in which stands what the year of the browser's tests came to, once it is lived. */
    readonly livedYear: string
  }
}

/** A running stack with a small fund year in it, and what of it tests look for. */
export type YearStack = {
  readonly url: string
  readonly city: string
  readonly year: string
  /** A claim that was settled in that city, and its patient. */
  readonly claimId: string
  readonly personId: string
  /** The inbox of the budget service, for what lies among its dead letters. */
  readonly inbox: { readonly endpoint: string; readonly deadLettersUrl: string }
  /** The dead letters of what that service could not publish. */
  readonly outboxDeadLettersUrl: string
}

/** What the year came to: a stack to look at, or why there is none. */
export type LivedYear = YearStack | { readonly failed: string }
