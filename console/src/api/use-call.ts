import { useQuery } from '@tanstack/react-query'
import { call, type Input } from './call.ts'
import { type Operation, type OperationId, operationOf } from './operation.ts'
import { CallFailed, type Problem } from './problem.ts'

/** What a read came to: the operation's contract, its answer, or the problem. */
export type Read<Answer> = {
  readonly operation: Operation | undefined
  readonly answer: Answer | undefined
  readonly problem: Problem | undefined
  readonly loading: boolean
  readonly again: () => void
}

const problemOf = (error: unknown): Problem | undefined => {
  if (error instanceof CallFailed) return error.problem
  if (error !== null && error !== undefined) throw error
  return undefined
}

/** An operation's contract; undefined until it is loaded. */
export const useOperation = (id: OperationId | undefined): Operation | undefined =>
  useQuery({
    queryKey: ['operation', id],
    queryFn: () => (id === undefined ? null : operationOf(id)),
    staleTime: Number.POSITIVE_INFINITY,
  }).data ?? undefined

type How<Answer> = {
  readonly enabled?: boolean
  readonly everySeconds?: number
  /** How it is asked, and what tells the answer from one that was asked otherwise. */
  readonly ask?: () => Promise<Answer>
  readonly variant?: number
}

/** Reads an operation in a way of its own, and keeps its answer for as long as nothing was decided here. */
export const useRead = <Answer = unknown>(
  id: OperationId,
  input: Input,
  { enabled = true, everySeconds, ask = () => call<Answer>(id, input), variant }: How<Answer>,
): Read<Answer> => {
  const operation = useOperation(id)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['call', id, input, ...(variant === undefined ? [] : [variant])],
    queryFn: ask,
    enabled,
    retry: false,
    ...(everySeconds === undefined ? {} : { refetchInterval: everySeconds * 1000 }),
  })
  return {
    operation,
    answer: data,
    problem: problemOf(error),
    loading: isFetching,
    again: () => void refetch(),
  }
}

/** Reads an operation once, or every so many seconds. */
export const useCall = <Answer = unknown>(
  id: OperationId,
  input: Input = {},
  how: Pick<How<Answer>, 'enabled' | 'everySeconds'> = {},
): Read<Answer> => useRead<Answer>(id, input, how)
