import type * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { Owner } from '#shared/edge/http/owner.ts'
import type { Pace } from '#shared/edge/http/pace.ts'
import type { Caller, Decider, Parties, Scope } from '#shared/kernel/authority.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import type { Hand } from '#shared/kernel/second-hand.ts'
import { secondHandCodes } from '#shared/kernel/second-hand.ts'

/** A request after its token, parameters, query and body were checked. */
export type RequestParts<Params, Query, Body> = {
  readonly caller: Caller
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Today in China. */
  readonly today: Day
}

/** The input of an operation: the request, and what the door knows about it. */
export type Request<Params, Query, Body, Found> = RequestParts<Params, Query, Body> & {
  /** The record whose parties the door asked for, where the owner is `recorded`. */
  readonly found: Found
  /** The sender's business id of the command, as sent; empty where a read needs none. */
  readonly key: string
  /** An id of the command that no other caller's and no other operation's command has. */
  readonly commandId: string
  readonly by: Decider
  /** Whether the caller is one of the parties of a piece of data. */
  readonly reaches: (parties: Parties) => boolean
}

/** A file in place of JSON, for people who go on in a spreadsheet. */
export class Download {
  readonly name: string
  readonly contentType: string
  readonly bytes: Uint8Array

  constructor(name: string, contentType: string, bytes: Uint8Array) {
    this.name = name
    this.contentType = contentType
    this.bytes = bytes
  }
}

type Contract<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
  Found,
> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With parameters in braces: `/v1/budget/quotas/{institution}`; each has its type in `params`. */
  readonly path: string
  readonly summary: string
  /** A caller needs one of these. */
  readonly scopes: readonly Scope[]
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly owner: Owner<RequestParts<z.output<Params>, z.output<Query>, z.output<Body>>, Found>
  /** The status of the answer; 200 unless said otherwise. */
  readonly status?: 200 | 201 | 202
  readonly answer: Answer
  /** The content types of the downloads it can answer with instead, where its query asks for one. */
  readonly downloads?: readonly string[]
  /** The codes it can be refused with, apart from those that the door may answer for every operation. */
  readonly refusals: readonly string[]
  /**
   * How a command is done once. `door`, the usual way: the door remembers caller, operation and key, and refuses the key
   * with another payload. `itself`: the command claims its id and its decider in its own transaction.
   */
  readonly once?: 'door' | 'itself'
  /**
   * Who judges the days of facts that the body names (`on`, `asOf`, `paidOn`, `failedOn`). `door`, the usual way: none may
   * lie in the future, or before the policy's first. `itself`: where a day may lie ahead, or is answered row by row.
   */
  readonly days?: 'door' | 'itself'
  /** The sender's id where the body carries it, so that no header is needed. */
  readonly keyIn?: (body: z.output<Body>) => string | undefined
  /** Who decides, where the request names them beside the token: an operator at a hospital's desk. */
  readonly subjectIn?: (body: z.output<Body>, caller: Caller) => string | undefined
  /** The reason tells who somebody is: it stands with what the command did, and is not repeated in the journal. */
  readonly reasonIsPersonal?: true
  /** The records that a command changes, as paths of reads, where its own path does not name the one. */
  readonly changes?: (
    asked: RequestParts<z.output<Params>, z.output<Query>, z.output<Body>>,
    answer: z.output<Answer>,
  ) => readonly string[]
  /** The persons whose data a read shows: each look is traced. */
  readonly persons?: (
    asked: RequestParts<z.output<Params>, z.output<Query>, z.output<Body>>,
    answer: z.output<Answer>,
  ) => readonly string[]
  /**
   * A refusal in the operation's own words; where it gives none the refusal is a problem as everywhere.
   * @param sent the body as far as it is JSON
   */
  readonly refusedAs?: (
    refusal: Refusal,
    status: number,
    sent: unknown,
  ) => { readonly status: number; readonly body: object } | undefined
  /** How the caller is known where no token comes: by a signature of theirs. The service declares the route as such. */
  readonly callerBy?: (call: {
    readonly headers: Readonly<Record<string, string | undefined>>
  }) => Promise<Decision<Caller>>
  /** How often it may be called, where its scopes and its status do not say so (`paceOf`). */
  readonly pace?: Pace
  /** Why a read that shows or asks for something personal leaves no trace. */
  readonly untraced?: string
  /**
   * Whose hand stands under what the command decides, once it is decided: an approval, a review, a release. A third hand
   * is told who it was, and a repeat by the same one is answered as it was. An operation of a path that says so names it.
   */
  readonly hand?:
    | ((
        answer: z.output<Answer>,
        asked: RequestParts<z.output<Params>, z.output<Query>, z.output<Body>>,
      ) => Hand | undefined | Promise<Hand | undefined>)
    /** Nothing stands after it: the matter is open again for whoever comes next. */
    | 'leaves-open'
  readonly handle: (
    request: Request<z.output<Params>, z.output<Query>, z.output<Body>, Found>,
  ) => Promise<Decision<z.input<Answer> | Download>>
}

/** One operation of the HTTP API: its documentation, its checks and its handler come from this object. */
export type Operation = Contract<z.ZodType, z.ZodType, z.ZodType, z.ZodType, unknown>

/** What makes an operation known: its method and its path. */
export const nameOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string => `${method} ${path}`

const namesOfPaths = new Map<string, readonly string[]>()

/** The names of the parameters in a path, which is asked for them at every request. */
export const parameterNames = (path: string): readonly string[] => {
  const known = namesOfPaths.get(path) ?? [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  namesOfPaths.set(path, known)
  return known
}

/** Defines an operation, with the types of what is asked and answered known to its handler. */
export const defineOperation = <
  Params extends z.ZodType = z.ZodObject,
  Query extends z.ZodType = z.ZodObject,
  Body extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodType,
  Found = undefined,
>(
  contract: Contract<Params, Query, Body, Answer, Found>,
): Operation => {
  const operation = contract as unknown as Operation
  const { hand, refusals } = operation
  return typeof hand === 'function'
    ? { ...operation, refusals: [...new Set([...refusals, ...secondHandCodes])] }
    : operation
}
