import type { InvokeResult } from '../contracts.ts'

/** What a sandbox is told: run the handler once. One invocation at a time, as in Lambda. */
export type Invocation = {
  readonly requestId: string
  readonly event: unknown
  readonly deadline: number
}

/** What a sandbox says: it has loaded its bundle, or what came of an invocation. */
export type SandboxReport =
  | { readonly type: 'ready' }
  | { readonly type: 'done'; readonly requestId: string; readonly result: InvokeResult }
