import { useQuery } from '@tanstack/react-query'
import { mayAsk } from '../api/access.ts'
import { call } from '../api/call.ts'
import { useCaller } from '../session/who.tsx'
import { CodeName } from './code-name.tsx'

/** The read that names institutions. */
export const readOfNames = 'GET /v1/settlement/institutions'

/** So many codes are asked for at once, which is a page of a list. */
const mostAtOnce = 50
/** Codes of one page are drawn within this time. */
const gatherMillis = 20

type Named = { readonly institutions: readonly { readonly code: string; readonly name: string }[] }

let gathered:
  | { readonly codes: Set<string>; readonly names: Promise<ReadonlyMap<string, string>> }
  | undefined

const namesOf = async (codes: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const { institutions } = await call<Named>(readOfNames, { query: { codes: codes.join(',') } })
  return new Map(institutions.map(({ code, name }) => [code, name]))
}

/** The names of institutions by their codes, a page of them at a time. */
export const namesOfInstitutions = async (codes: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const names = new Map<string, string>()
  for (let from = 0; from < codes.length; from += mostAtOnce)
    for (const [code, name] of await namesOf(codes.slice(from, from + mostAtOnce))) names.set(code, name)
  return names
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
    enabled: mayAsk(readOfNames, scope),
  })
  return <CodeName code={code} name={data} />
}
