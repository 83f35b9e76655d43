import { useQuery } from '@tanstack/react-query'
import { cityOfDivision } from '../../../shared/kernel/divisions.ts'
import { mayAsk } from '../api/access.ts'
import { call } from '../api/call.ts'
import { useCaller } from '../session/who.tsx'
import { CodeName } from './code-name.tsx'

const read = 'GET /v1/enrollment/divisions'

type Listed = { readonly divisions: readonly { readonly code: string; readonly name: string }[] }

/** The name of a division; what lies in one is listed after it. */
const nameOf = async (code: string): Promise<string | null> => {
  const { divisions } = await call<Listed>(read, { query: { city: cityOfDivision(code), within: code } })
  return divisions.find((each) => each.code === code)?.name ?? null
}

/** A county, township or village by its code, with its name beside it as soon as it is known. */
export const DivisionName = ({ code }: { readonly code: string }) => {
  const { scope } = useCaller()
  const { data } = useQuery({
    queryKey: ['division-name', code],
    queryFn: () => nameOf(code),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    enabled: mayAsk(read, scope),
  })
  return <CodeName code={code} name={data} />
}
