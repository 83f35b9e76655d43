import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'

type Kept = Readonly<Record<string, unknown>>

/**
 * A state that stands again for whoever comes back to a page: it is kept with the page's place in the browser's history. Without
 * a name it is forgotten with the page.
 */
export const useKept = <Value>(
  name: string | false,
  first: Value,
): readonly [Value, (next: Value) => void] => {
  const { state, search } = useLocation() as { readonly state: Kept | null; readonly search: string }
  const go = useNavigate()
  const kept = name === false ? undefined : (state?.[name] as Value | undefined)
  const [value, setValue] = useState<Value>(kept ?? first)
  return [
    value,
    (next) => {
      setValue(next)
      if (name !== false)
        void go({ search }, { replace: true, state: { ...(history.state?.usr as Kept), [name]: next } })
    },
  ]
}
