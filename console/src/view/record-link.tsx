import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import { useCaller } from '../session/who.tsx'
import { maySee } from '../shell/visible.ts'
import { addressOfRecord } from './record-address.ts'
import { recordNamed } from './record-links.ts'

/** What names a record as a link to it, for who may see it; on the record's own page it is plain. */
export const RecordLink = ({
  name,
  value,
  children,
}: {
  readonly name: string
  readonly value: string
  readonly children: ReactNode
}) => {
  const caller = useCaller()
  const { pathname, search } = useLocation()
  const named = recordNamed(name, value)
  if (named === undefined || !maySee(named.page, caller)) return children
  const address = addressOfRecord(named.page, named.row)
  const isHere = pathname === `/${named.page}` && Object.values(named.row).every((id) => search.includes(id))
  return isHere ? children : <Link to={address}>{children}</Link>
}
