import { useEffect, useRef } from 'react'
import { useLocation, useNavigationType } from 'react-router'

/** A page that a link opens begins at its top; the way back in the browser leads to where one was. */
export const useTopOfPage = (): void => {
  const { pathname, hash } = useLocation()
  const type = useNavigationType()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    if (type === 'PUSH' && hash === '') window.scrollTo(0, 0)
  }, [pathname, hash, type])
}
