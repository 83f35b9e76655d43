import { useQuery } from '@tanstack/react-query'
import { mayAsk } from '../api/access.ts'
import { call } from '../api/call.ts'
import { useCaller } from '../session/who.tsx'

const read = 'GET /v1/settlement/institutions'

/** So many codes are asked for at once, which is a page of a list. */
const mostAtOnce = 50
/** Codes of one page are drawn within this time. */
const gatherMillis = 20

type Named = { readonly institutions: readonly { readonly code: string; readonly name: string }[] }

let gathered:
  | { readonly codes: Set<string>; readonly names: Promise<ReadonlyMap<string, string>> }
  | undefined

const namesOf = async (codes: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const { institutions } = await call<Named>(read, { query: { codes: codes.join(',') } })
  return new Map(institutions.map(({ code, name }) => [code, name]))
}

/** The name of an institution; codes that are drawn at the same time are asked for together. */
const nameOf = async (code: string): Promise<string | null> => {
  if (gathered === undefined || gathered.codes.size >= mostAtOnce) {
    const codes = new Set<string>()
    const names = new Promise((resolve) => setTimeout(resolve, gatherMillis)).then(() => {
      if (gathered?.codes === codes) gathered = undefined
      return namesOf([...codes])
    })
    gathered = { codes, names }
  }
  gathered.codes.add(code)
  return (await gathered.names).get(code) ?? null
}

/** An institution by its code, with its name beside it as soon as it is known. */
export const InstitutionName = ({ code }: { readonly code: string }) => {
  const { scope } = useCaller()
  const { data } = useQuery({
    queryKey: ['institution-name', code],
    queryFn: () => nameOf(code),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    enabled: mayAsk(read, scope),
  })
  return (
    <span className="institution">
      <span className="short">{code}</span>
      {data && <span className="name">{data}</span>}
    </span>
  )
}
